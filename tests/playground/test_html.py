"""HTML as the platform reads it, against texts and formatting that nobody would write by hand."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from playground.clock import MovableClock
from playground.html_markup import read_html
from playground.markdown_markup import read_markdown
from playground.refusals import Refused
from playground.spans import Span, ordered, utf16_length
from playground.telegram import TOKEN, Telegram
from tests.playground.conftest import MORNING

steady = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
LETTERS = "aZ9_到岗é🙂👍👨‍👩‍👧\u200b\u202e\ufe0f \t\r\n\0/@#$.:,-+=~*`|!?()[]{}<>&;'\"\\"
TEXTS = some.text(alphabet=LETTERS) | some.text(some.characters(exclude_categories=["Cs"]))
KNOWN = re.compile(
    "Bad Request: (?:"
    "text must be non-empty|message is too long|message text is empty|text is too long"
    "|can't parse entities: (?:"
    r'Unsupported start tag ".*" at byte offset \d+'
    r'|Unclosed start tag(?: "[a-z-]+")? at byte offset \d+'
    r'|Empty attribute name in the tag "[a-z-]+" at byte offset \d+'
    r"|Unexpected end of name token at byte offset \d+"
    r'|Tag "span" must have class "tg-spoiler" at byte offset \d+'
    r"|Unexpected end tag at byte offset \d+"
    r"|Unclosed end tag at byte offset \d+"
    r'|Unmatched end tag at byte offset \d+, expected "</[a-z-]+>", found "</.*>"'
    r'|Can\'t find end tag corresponding to start tag "[a-z-]+"'
    r"|Invalid custom emoji identifier specified"
    r"|Text contains invalid Unicode characters after decoding HTML entities, .*"
    r"|Character '.' is reserved and must be escaped with the preceding '\\'"
    r"|Can't find end of [A-Za-z]+ entity at byte offset \d+"
    r"|Can't find end of a (?:custom emoji )?URL at byte offset \d+"
    r"|Custom emoji entity must contain a tg://emoji URL"
    "))",
    re.DOTALL,
)


@dataclass(frozen=True)
class Marked:
    """A stretch in one format, of texts and further stretches."""

    kind: str
    extra: dict[str, str]
    parts: "list[str | Marked]"

    @property
    def text(self) -> str:
        return "".join(one if isinstance(one, str) else one.text for one in self.parts)


def rendered(part: str | Marked) -> str:
    if isinstance(part, str):
        return escape(part)
    inside = "".join(rendered(one) for one in part.parts)
    extra = {name: escape(value) for name, value in part.extra.items()}
    match part.kind:
        case "text_link":
            return f'<a href="{extra["url"]}">{inside}</a>'
        case "custom_emoji":
            return f"<tg-emoji emoji-id='{extra['custom_emoji_id']}'>{inside}</tg-emoji>"
        case "pre" if extra:
            language = f'class="language-{extra["language"]}"'
            return f"<pre><code {language}>{inside}</code></pre>"
        case "expandable_blockquote":
            return f"<blockquote expandable>{inside}</blockquote>"
    tag = TAGS[part.kind]
    return f"<{tag}>{inside}</{tag}>"


def spans_of(part: str | Marked, at: int = 0) -> list[Span]:
    if isinstance(part, str):
        return []
    spans = [Span(part.kind, at, utf16_length(part.text), part.extra)] if part.text else []
    for one in part.parts:
        spans += spans_of(one, at)
        at += utf16_length(one if isinstance(one, str) else one.text)
    return spans


TAGS = {
    "bold": "b", "italic": "em", "underline": "ins", "strikethrough": "del", "code": "code",
    "spoiler": "tg-spoiler", "blockquote": "blockquote", "pre": "pre",
}  # fmt: skip
PLAIN = some.sampled_from([
    *((kind, {}) for kind in TAGS if kind not in {"code", "pre"}),
    ("expandable_blockquote", {}),
    ("text_link", {"url": "http://example.com/a?b=1&c=<'\">"}),
])  # fmt: skip
CLOSED = some.sampled_from([
    ("code", {}), ("pre", {}), ("pre", {"language": "python"}),
    ("custom_emoji", {"custom_emoji_id": "5368324170671202286"}),
])  # fmt: skip
LEAVES = TEXTS | some.builds(
    lambda kind, text: Marked(*kind, [text]), kind=CLOSED, text=TEXTS
)  # fmt: skip
TREES = some.recursive(
    LEAVES,
    lambda inner: some.builds(
        lambda kind, parts: Marked(*kind, parts), kind=PLAIN, parts=some.lists(inner, max_size=4)
    ),
    max_leaves=12,
)


@steady
@given(some.lists(TREES, max_size=4))
def test_formatting_written_as_html_comes_back(parts: list[str | Marked]) -> None:
    whole = Marked("all", {}, parts)
    text, spans = read_html("".join(rendered(part) for part in parts))
    assert text == whole.text
    expected = [span for span in spans_of(whole) if span.kind != "all"]
    assert in_order(spans) == in_order(expected)


def in_order(spans: list[Span]) -> list[tuple[Any, ...]]:
    marks = [(span.offset, -span.length, span.kind, sorted(span.extra.items())) for span in spans]
    return sorted(marks)


@steady
@given(TEXTS)
def test_an_escaped_text_is_the_text(text: str) -> None:
    assert read_html(escape(text)) == (text, [])
    assert read_html(escape(text, quote=False)) == (text, [])


@steady
@given(TEXTS)
def test_letters_written_as_numbers_are_the_letters(text: str) -> None:
    """But not the nought, which the platform leaves as it stands."""
    kept = text.replace("\0", "")
    assert read_html("".join(f"&#{ord(one)};" for one in kept)) == (kept, [])
    assert read_html("".join(f"&#x{ord(one):X};" for one in kept)) == (kept, [])


HTML = some.lists(
    some.sampled_from([
        "<b>", "</b>", "<i>", "</i>", "</>", "<a href='example.com'>", "</a>", "<pre>", "</pre>",
        "<code class='language-x'>", "</code>", "<span class=tg-spoiler>", "</span>", "<tg-emoji ",
        "emoji-id=1>", "</tg-emoji>", "<blockquote expandable>", "</blockquote>", "&lt;",
        "&#55357;", "&#56397;", "&#0;", "&#x110000;", "&copy;", "🙂", "岗 ", "<b", "='", "\"", "/",
    ])
    | TEXTS
).map("".join)  # fmt: skip
MARKDOWN = some.lists(
    some.sampled_from([
        "*", "_", "__", "~", "||", "`", "```", "[", "](example.com)", "![", "](tg://emoji?id=1)",
        "\n>", ">", "**", "\\", "\\.", "岗", "🙂", " ",
    ])
    | TEXTS
).map("".join)  # fmt: skip


OFFICE = Telegram(now=MovableClock(at=MORNING, freeze=True))
OFFICE.phone(1001, "王芳").starts()
HALF_A_LETTER = re.compile(r"&#(?:x?d[89a-f]|5[5-7]\d{3})", re.IGNORECASE)


@steady
@given(HTML)
@example("&#xd83d;<b>&#xdc4d;</b>")
@example('<a href="')
@example("<b></b")
@example("<b>见 exam</b>ple.com <i>#早</i>点名")
def test_any_html_is_read_or_refused_in_known_words(markup: str) -> None:
    _is_read_or_refused(read_html, markup)
    _is_said_or_refused(markup, "HTML")


@steady
@given(MARKDOWN)
def test_any_markdown_is_read_or_refused_in_known_words(markup: str) -> None:
    _is_read_or_refused(read_markdown, markup)
    _is_said_or_refused(markup, "MarkdownV2")


def _is_read_or_refused(read: Callable[[str], tuple[str, list[Span]]], markup: str) -> None:
    with refused_in_known_words():
        text, spans = read(markup)
        assert spans == ordered(spans)
        _fit(text, spans, letters_are_whole=not HALF_A_LETTER.search(markup))


def _is_said_or_refused(markup: str, mode: str) -> None:
    params = {"chat_id": 1001, "text": markup, "parse_mode": mode}
    with refused_in_known_words():
        message = OFFICE.call(TOKEN, "sendMessage", params)
        entities = message.get("entities", [])
        spans = [Span(one["type"], one["offset"], one["length"]) for one in entities]
        _fit(message["text"], spans, letters_are_whole=not HALF_A_LETTER.search(markup))


@contextmanager
def refused_in_known_words() -> Iterator[None]:
    said = ""
    try:
        yield
    except Refused as refused:
        said = refused.description
    assert not said or KNOWN.fullmatch(said), said


def _fit(text: str, spans: list[Span], *, letters_are_whole: bool) -> None:
    """Within the text, and one inside the other or apart; only who writes half a letter as a
    number can have half of it marked."""
    units = text.encode("utf-16-le")
    for span in spans:
        assert 0 <= span.offset < span.end <= len(units) // 2
        if letters_are_whole:
            units[2 * span.offset : 2 * span.end].decode("utf-16-le")
    for number, span in enumerate(spans):
        for later in spans[number + 1 :]:
            assert later.offset >= span.end or later.end <= span.end
