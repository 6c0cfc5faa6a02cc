"""MarkdownV2 as the platform reads it: every special sign is formatting or must be escaped."""

import re
from dataclasses import dataclass

from playground.links import checked_link
from playground.refusals import Refused, bad_request
from playground.spans import Span, ordered, utf16_length

_SPECIAL = frozenset("_*[]()~`>#+-=|{}.!")
_SIGNS = (
    ("```", "Pre"), ("||", "Spoiler"), ("__", "Underline"), ("![", "CustomEmoji"), ("_", "Italic"),
    ("*", "Bold"), ("~", "Strikethrough"), ("`", "Code"), ("[", "TextUrl"),
)  # fmt: skip
_BRACKETED = {"PreCode": "```", "TextUrl": "]", "CustomEmoji": "]"}
_ENDS = {name: sign for sign, name in _SIGNS} | _BRACKETED
_KINDS = {
    "Pre": "pre", "PreCode": "pre", "Spoiler": "spoiler", "Underline": "underline",
    "Italic": "italic", "Bold": "bold", "Strikethrough": "strikethrough", "Code": "code",
    "TextUrl": "text_link", "CustomEmoji": "custom_emoji",
}  # fmt: skip
_LITERAL = frozenset({"Pre", "PreCode", "Code"})
_LANGUAGE = re.compile(r"[^\s`]+(?=\s)")
_LINE_END = re.compile(r"\r\n|\n\r|\r|\n")
_ADDRESS = re.compile(r"((?:\\.|[^)\\])*)\)", re.DOTALL)
_ESCAPED = re.compile(r"\\([\x01-\x7e])")
_EMOJI = re.compile(r"tg://emoji/?\?(?:[^#]*&)?id=([1-9]\d*)", re.IGNORECASE)
_LAST_ASCII = 126
_LINE_ENDS = frozenset("\r\n")


def read_markdown(text: str) -> tuple[str, list[Span]]:
    return _Reader(text).read()


@dataclass
class _Open:
    name: str
    at: int
    offset: int
    start: int
    language: str = ""


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.units = 0
        self.out: list[str] = []
        self.open: list[_Open] = []
        self.spans: list[Span] = []
        self.line_begins = True

    def read(self) -> tuple[str, list[Span]]:
        while self.at < len(self.text):
            self._step()
        if self._in_quote():
            self._end_quote()
        if self.open:
            raise self._unended(self.open[-1])
        return "".join(self.out), ordered(self.spans)

    def _step(self) -> None:
        letter = self.text[self.at]
        following = self.text[self.at + 1 : self.at + 2]
        if letter == "\\" and following and 0 < ord(following) <= _LAST_ASCII:
            self._put(following)
            self.at += 2
        elif self._ends():
            self._close(self.open.pop())
        elif self._is_literal(letter):
            self._put(letter)
            self.at += 1
            if letter == "\n" and self._in_quote() and following != ">":
                self._end_quote()
        elif letter == ">" and self.line_begins:
            if not self._in_quote():
                self._nest("Blockquote")
            self.at += 1
        else:
            self._start(letter)

    def _put(self, letter: str) -> None:
        self.out.append(letter)
        self.units += utf16_length(letter)
        self.line_begins = letter in _LINE_ENDS

    def _inside(self) -> str:
        return self.open[-1].name if self.open else ""

    def _in_quote(self) -> bool:
        quoted = any(one.name == "Blockquote" for one in self.open)
        return quoted and self._inside() not in _LITERAL

    def _ends(self) -> bool:
        sign = _ENDS.get(self._inside())
        if sign is None or not self.text.startswith(sign, self.at):
            return False
        return sign != "_" or not self.text.startswith("__", self.at)

    def _is_literal(self, letter: str) -> bool:
        return letter not in ({"`"} if self._inside() in _LITERAL else _SPECIAL)

    def _end_quote(self) -> None:
        """Two bars just before the end of a quotation make it one that opens on a tap."""
        kind, last = "blockquote", self.open[-1]
        if last.name == "Spoiler" and not "".join(self.out[last.start :]).strip("\r\n"):
            self.open.pop()
            kind = "expandable_blockquote"
        if self._inside() != "Blockquote":
            raise self._unended(self.open[-1])
        quote = self.open.pop()
        if self.units > quote.offset:
            self.spans.append(Span(kind, quote.offset, self.units - quote.offset))

    def _start(self, letter: str) -> None:
        for sign, name in _SIGNS:
            if self.text.startswith(sign, self.at):
                return self._begin(sign, name)
        raise _wrong(
            f"Character '{letter}' is reserved and must be escaped with the preceding '\\'"
        )

    def _nest(self, name: str) -> _Open:
        self.open.append(_Open(name, self.at, self.units, len(self.out)))
        return self.open[-1]

    def _begin(self, sign: str, name: str) -> None:
        opened = self._nest(name)
        self.at += len(sign)
        if name != "Pre":
            return
        if language := _LANGUAGE.match(self.text, self.at):
            opened.name, opened.language = "PreCode", language[0]
            self.at = language.end()
        if line_end := _LINE_END.match(self.text, self.at):
            self.at = line_end.end()

    def _close(self, opened: _Open) -> None:
        self.at += len(_ENDS[opened.name])
        extra = self._extra(opened)
        length = self.units - opened.offset
        if length > 0 and extra is not None:
            self.spans.append(Span(_KINDS[opened.name], opened.offset, length, extra))

    def _extra(self, opened: _Open) -> dict[str, str] | None:
        match opened.name:
            case "PreCode":
                return {"language": opened.language}
            case "TextUrl":
                address = self._address("URL")
                words = "".join(self.out[opened.start :])
                link, _ = checked_link(words if address is None else address)
                return {"url": link} if link else None
            case "CustomEmoji":
                found = _EMOJI.match(self._address("custom emoji URL") or "")
                if found is None:
                    raise _wrong("Custom emoji entity must contain a tg://emoji URL")
                return {"custom_emoji_id": found[1]}
        return {}

    def _address(self, what: str) -> str | None:
        """What stands in the brackets after a link's words; None when there are none."""
        if not self.text.startswith("(", self.at):
            return None
        begin = self.at + 1
        found = _ADDRESS.match(self.text, begin)
        if found is None:
            raise _wrong(f"Can't find end of a {what} at byte offset {self._bytes(begin)}")
        self.at = found.end()
        return _ESCAPED.sub(r"\1", found[1])

    def _bytes(self, at: int) -> int:
        return len(self.text[:at].encode())

    def _unended(self, opened: _Open) -> Refused:
        at = self._bytes(opened.at)
        return _wrong(f"Can't find end of {opened.name} entity at byte offset {at}")


def _wrong(complaint: str) -> Refused:
    return bad_request(f"Can't parse entities: {complaint}")
