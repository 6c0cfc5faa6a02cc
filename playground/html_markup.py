"""HTML as the platform reads it: few tags, exact complaints, places counted in bytes."""

from playground.html_tags import (
    CHARACTER,
    KINDS,
    Opened,
    argument_of,
    extra_of,
    joined_code,
    referred,
    whole,
    wrong,
)
from playground.spans import Span, ordered, utf16_length

_SPACE = frozenset(b" \t\r\n\0\v")
_STOPS = _SPACE | frozenset(b"=>/\"'")
_TOKEN = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-")


def read_html(text: str) -> tuple[str, list[Span]]:
    if "<" not in text and "&" not in text:
        return text, []
    return _Reader(text.encode()).read()


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self.units = 0
        self.out: list[str] = []
        self.open: list[Opened] = []
        self.spans: list[Span] = []

    def read(self) -> tuple[str, list[Span]]:
        while self.at < len(self.data):
            match self.data[self.at : self.at + 1]:
                case b"<":
                    self._tag()
                case b"&":
                    self._put(self._reference())
                case _:
                    self._plain()
        if self.open:
            tag = self.open[-1].tag
            raise wrong(f'Can\'t find end tag corresponding to start tag "{tag}"')
        return whole("".join(self.out)), joined_code(ordered(self.spans))

    def _put(self, text: str) -> None:
        self.out.append(text)
        self.units += utf16_length(text)

    def _plain(self) -> None:
        ends = [end for mark in (b"<", b"&") if (end := self.data.find(mark, self.at)) >= 0]
        end = min(ends, default=len(self.data))
        self._put(self.data[self.at : end].decode())
        self.at = end

    def _reference(self) -> str:
        """A character reference at this place, or the bare ampersand."""
        found = CHARACTER.match(self.data, self.at)
        letter = referred(found) if found else None
        if found is None or letter is None:
            self.at += 1
            return "&"
        self.at = found.end()
        return letter

    def _byte(self) -> int:
        return self.data[self.at] if self.at < len(self.data) else 0

    def _skip_space(self) -> None:
        while self.at < len(self.data) and self._byte() in _SPACE:
            self.at += 1

    def _until(self, stops: frozenset[int]) -> str:
        start = self.at
        while self._byte() not in stops:
            self.at += 1
        return self.data[start : self.at].decode()

    def _tag(self) -> None:
        begin = self.at
        self.at += 1
        if self._byte() == ord("/"):
            self._close(begin)
        else:
            self._start(begin)
        self.at += 1

    def _start(self, begin: int) -> None:
        tag = self._until(_SPACE | {ord(">")}).lower()
        if self.at >= len(self.data):
            raise wrong(f"Unclosed start tag at byte offset {begin}")
        if tag not in KINDS:
            raise wrong(f'Unsupported start tag "{tag}" at byte offset {begin}')
        argument = ""
        while self._byte() != ord(">"):
            self._skip_space()
            if self._byte() != ord(">"):
                argument = argument_of(tag, *self._attribute(tag, begin)) or argument
        if tag == "span" and argument != "spoiler":
            raise wrong(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(Opened(tag, argument, self.units, len(self.out)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._until(_STOPS).lower()
        if not name:
            raise wrong(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_space()
        value = ""
        if self._byte() == ord("="):
            self.at += 1
            self._skip_space()
            self._expect_more(f'Unclosed start tag "{tag}" at byte offset {begin}')
            value = self._value(begin)
        self._expect_more(f'Unclosed start tag "{tag}" at byte offset {begin}')
        return name, value

    def _expect_more(self, complaint: str) -> None:
        if self.at >= len(self.data):
            raise wrong(complaint)

    def _value(self, begin: int) -> str:
        quote = self._byte()
        if quote not in b"\"'":
            return self._name_token()
        self.at += 1
        value: list[str] = []
        while self._byte() not in {quote, 0}:
            if self._byte() == ord("&"):
                value.append(self._reference())
            else:
                value.append(self._until(frozenset({quote, ord("&"), 0})))
        self.at += 1
        self._expect_more(f"Unclosed start tag at byte offset {begin}")
        return "".join(value)

    def _name_token(self) -> str:
        start = self.at
        while self._byte() in _TOKEN:
            self.at += 1
        if self._byte() not in _SPACE | {ord(">")}:
            raise wrong(f"Unexpected end of name token at byte offset {start}")
        return self.data[start : self.at].decode().lower()

    def _close(self, begin: int) -> None:
        if not self.open:
            raise wrong(f"Unexpected end tag at byte offset {begin}")
        self.at += 1
        found = self._until(_SPACE | {ord(">")}).lower()
        self._skip_space()
        if self._byte() != ord(">"):
            raise wrong(f"Unclosed end tag at byte offset {begin}")
        expected = self.open[-1].tag
        if found and found != expected:
            raise wrong(
                f"Unmatched end tag at byte offset {begin}, "
                f'expected "</{expected}>", found "</{found}>"'
            )
        self._end(self.open.pop())

    def _end(self, opened: Opened) -> None:
        length = self.units - opened.offset
        extra = extra_of(opened, "".join(self.out[opened.start :]))
        if length > 0 and extra is not None:
            kind = KINDS[opened.tag]
            if kind == "blockquote" and opened.argument:
                kind = "expandable_blockquote"
            self.spans.append(Span(kind, opened.offset, length, extra))
