"""Texts as people type them, made safe to keep and to show."""

import re
import unicodedata

from domain.refusals import LooksLikeResidentId, TooLong

MAX_NAME = 40
MAX_LINE = 200
MAX_NOTE = 1000
_JOINER = "\u200d"
_RESIDENT_ID = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{2}\d{3}[\dXx](?!\d)"
)
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def clean(text: str) -> str:
    """NFC, without control and direction characters, line ends kept, runs of spaces folded."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(_kept(composed, at) for at in range(len(composed)))
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in kept.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: str, *, limit: int = MAX_LINE) -> str:
    return within(clean(text).replace("\n", " "), limit=limit)


def note(text: str, *, limit: int = MAX_NOTE) -> str:
    return within(clean(text), limit=limit)


def within(text: str, *, limit: int) -> str:
    if len(text) > limit:
        raise TooLong(limit)
    if looks_like_resident_id(text):
        raise LooksLikeResidentId
    return text


def is_name(text: str) -> bool:
    """Something to call a person by, and nothing that a spreadsheet would work out."""
    return bool(text) and text[0] not in "=+-@" and any(char.isalpha() for char in text)


def looks_like_resident_id(text: str) -> bool:
    return _RESIDENT_ID.search(unicodedata.normalize("NFKC", text)) is not None


def utf16_length(text: str) -> int:
    """Telegram counts offsets and lengths in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _kept(text: str, at: int) -> str:
    char = text[at]
    if char == "\n":
        return char
    if char == "\t":
        return " "
    if char == _JOINER and 0 < at < len(text) - 1 and _is_symbol(text[at + 1]):
        return char
    return "" if unicodedata.category(char) in _INVISIBLE else char


def _is_symbol(char: str) -> bool:
    return unicodedata.category(char) in {"So", "Sk", "Mn"}
