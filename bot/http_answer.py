"""An answer over HTTP/1.1 as it comes in: of a told length, in chunks, or until the end."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple

LONGEST_HEAD = 64 * 1024
LONGEST_BODY = 64 * 1024 * 1024
"""A hundred updates are less than a megabyte."""
_LINE = b"\r\n"
_END = _LINE + _LINE


class NotHTTP(Exception):
    """What came is no answer, or more than anybody would send."""


class Answer(NamedTuple):
    """`is_kept`: the connection may be asked again."""

    status: int
    content: bytes
    is_kept: bool


class _Head(NamedTuple):
    status: int
    length: int | None
    is_chunked: bool
    is_kept: bool


class Reading:
    def __init__(self) -> None:
        self._got = bytearray()
        self._head: _Head | None = None

    def feed(self, data: bytes) -> Answer | None:
        """The answer, once it is whole."""
        self._got += data
        while self._head is None:
            end = self._got.find(_END)
            if end < 0:
                _insist(len(self._got) <= LONGEST_HEAD)
                return None
            head = _head_of(bytes(self._got[:end]))
            del self._got[: end + len(_END)]
            self._head = None if head.status < HTTPStatus.OK else head
        _insist(len(self._got) <= LONGEST_BODY)
        return self._whole(self._head)

    def end(self) -> Answer | None:
        """Nothing more will come: what has no length was whole then."""
        if self._head is None or self._head.is_chunked or self._head.length is not None:
            return None
        return Answer(self._head.status, bytes(self._got), is_kept=False)

    def _whole(self, head: _Head) -> Answer | None:
        if head.is_chunked:
            content, rest = _joined(self._got)
            if content is None:
                return None
            return Answer(head.status, content, head.is_kept and not rest)
        if head.length is None or len(self._got) < head.length:
            return None
        is_kept = head.is_kept and len(self._got) == head.length
        return Answer(head.status, bytes(self._got[: head.length]), is_kept)


def _head_of(head: bytes) -> _Head:
    first, *lines = head.decode("latin-1").split("\r\n")
    version, _, status = first.partition(" ")
    _insist(version in {"HTTP/1.1", "HTTP/1.0"} and status[:3].isdecimal())
    told: Mapping[str, str] = {
        name.lower(): value.strip().lower()
        for name, _, value in (line.partition(":") for line in lines)
    }
    is_chunked = told.get("transfer-encoding", "") == "chunked"
    length = told.get("content-length")
    _insist(length is None or _is_length(length))
    is_kept = version == "HTTP/1.1" and told.get("connection") != "close"
    return _Head(int(status[:3]), int(length) if length else None, is_chunked, is_kept)


def _is_length(told: str) -> bool:
    is_number = told.isascii() and told.isdecimal() and len(told) <= len(str(LONGEST_BODY))
    return is_number and int(told) <= LONGEST_BODY


def _joined(got: bytearray) -> tuple[bytes | None, int]:
    """The chunks as one, and how much came after them; nothing as long as one is missing."""
    parts: list[bytes] = []
    at = 0
    while (end := got.find(_LINE, at)) >= 0:
        size = _size_of(bytes(got[at:end]))
        at = end + len(_LINE)
        if size == 0:
            over = at if got.startswith(_LINE, at) else got.find(_END, at)
            after = over + len(_LINE if over == at else _END)
            return (b"".join(parts), len(got) - after) if over >= 0 else (None, 0)
        parts.append(bytes(got[at : at + size]))
        at += size + len(_LINE)
    return None, 0


def _size_of(line: bytes) -> int:
    try:
        size = int(line.partition(b";")[0], 16)
    except ValueError:
        raise NotHTTP from None
    _insist(0 <= size <= LONGEST_BODY)
    return size


def _insist(is_so: bool) -> None:  # noqa: FBT001
    if not is_so:
        raise NotHTTP
