"""What the platform marks in a text by itself: commands, addresses, mentions and topics."""

import re
from collections.abc import Iterator

from playground.spans import Span, utf16_length

_TOP = "com|org|net|cn|me|io|info|gov|edu|ru|uk|de|app|dev|top|xyz|cc|tv|hk|tw|jp|eu"
_PATTERNS = (
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z]{2,}(?![\w-])")),
    (
        "url",
        re.compile(
            r"(?:(?:https?|tg|ton)://[^\s<>«»\"]+"
            rf"|(?<![\w@.-])(?:[a-zA-Z0-9-]+\.)+(?:{_TOP})(?![\w-])(?::\d+)?(?:[/?#][^\s<>«»\"]*)?)",
            re.ASCII | re.IGNORECASE,
        ),
    ),
    (
        "bot_command",
        re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>])"),
    ),
    ("mention", re.compile(r"(?<!\w)@[a-zA-Z0-9_]{3,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#(?!\d+(?!\w))\w{1,256}(?!\w|#)")),
    ("cashtag", re.compile(r"(?<![$\w])\$[A-Z]{1,8}(?![$\w])")),
)
_HINT = re.compile(r"[/@#$.:]")
_TRAILING = ".,:;!?…。，、；：！？'\""


def find_entities(text: str) -> list[Span]:
    found: list[Span] = []
    if _HINT.search(text) is None:
        return found
    for span in _matches(text):
        if not any(span.meets(earlier) for earlier in found):
            found.append(span)
    return found


def _matches(text: str) -> Iterator[Span]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            words = _without_closing(match[0]) if kind == "url" else match[0]
            if words:
                yield Span(kind, utf16_length(text[: match.start()]), utf16_length(words))


def _without_closing(address: str) -> str:
    """A full stop or a bracket that was never opened belongs to the sentence."""
    while address:
        last = address[-1]
        if last == ")" and address.count("(") >= address.count(")"):
            return address
        if last not in _TRAILING and last != ")":
            return address
        address = address[:-1]
    return address
