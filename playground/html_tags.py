"""The tags and references of HTML that the platform knows, and what each of them carries."""

import re
from dataclasses import dataclass

from playground.links import checked_link
from playground.refusals import Refused, bad_request
from playground.spans import Span

KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler", "blockquote": "blockquote", "code": "code",
    "pre": "pre", "a": "text_link", "tg-emoji": "custom_emoji",
}  # fmt: skip
CHARACTER = re.compile(rb"&(?:#(?:[xX]([0-9a-fA-F]+)|([0-9]+))|([a-zA-Z]+));?")
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_LONGEST_REFERENCE = 10
_LAST_CHARACTER = 0x10FFFF
_LANGUAGE = "language-"


@dataclass
class Opened:
    tag: str
    argument: str
    offset: int
    start: int


def referred(found: re.Match[bytes]) -> str | None:
    hexadecimal, decimal, name = found.groups()
    if name is not None:
        return _NAMED.get(name)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if not 0 < code < _LAST_CHARACTER or found.end() - found.start() > _LONGEST_REFERENCE:
        return None
    return chr(code)


def argument_of(tag: str, name: str, value: str) -> str:
    match tag, name:
        case ("a", "href") | ("tg-emoji", "emoji-id"):
            return value
        case "code", "class" if value.startswith(_LANGUAGE):
            return value.removeprefix(_LANGUAGE)
        case "span", "class" if value.startswith("tg-"):
            return value.removeprefix("tg-")
        case "blockquote", "expandable":
            return "expandable"
    return ""


def extra_of(opened: Opened, words: str) -> dict[str, str] | None:
    """What a span carries beside its place; None when there is nothing to mark."""
    match opened.tag:
        case "a":
            link, _ = checked_link(opened.argument or words)
            return {"url": link} if link else None
        case "tg-emoji":
            if not opened.argument.isdigit() or int(opened.argument) == 0:
                raise wrong("Invalid custom emoji identifier specified")
            return {"custom_emoji_id": opened.argument}
        case "code" if opened.argument:
            return {"language": opened.argument}
    return {}


def joined_code(spans: list[Span]) -> list[Span]:
    """Code with a language exactly inside a pre (or round it) is one block in that language."""
    joined: list[Span] = []
    for span in spans:
        pair = joined[-1] if joined else None
        if (
            pair
            and {pair.kind, span.kind} == {"pre", "code"}
            and (pair.offset, pair.length) == (span.offset, span.length)
            and (language := {**pair.extra, **span.extra})
        ):
            joined[-1] = Span("pre", span.offset, span.length, language)
        else:
            joined.append(span)
    return [Span("code", one.offset, one.length) if one.kind == "code" else one for one in joined]


def whole(text: str) -> str:
    """Two halves of a surrogate pair written as references become their character."""
    try:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError as broken:
        raise wrong(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        ) from broken


def wrong(complaint: str) -> Refused:
    return bad_request(f"Can't parse entities: {complaint}")
