"""An answer over HTTP/1.1 as it comes in, read by httptools: the parser of node and of uvicorn."""

from http import HTTPStatus
from typing import NamedTuple

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

LONGEST_HEAD = 64 * 1024
LONGEST_BODY = 64 * 1024 * 1024
"""A hundred updates are less than a megabyte."""
_SAY_WHEN_IT_ENDS = (b"content-length", b"transfer-encoding")


class NotHTTP(Exception):
    """What came is no answer, or more than anybody would send."""


class Answer(NamedTuple):
    """`is_kept`: the connection may be asked again."""

    status: int
    content: bytes
    is_kept: bool


class Reading:
    """What the parser finds, it tells by calling what begins with `on_`."""

    def __init__(self) -> None:
        self._parser = HttpResponseParser(self)
        self._body = bytearray()
        self._head = 0
        self._has_head = self._says_when_it_ends = self._is_whole = self._has_more = False

    def feed(self, data: bytes) -> Answer | None:
        """The answer, once it is whole."""
        self._head += 0 if self._has_head else len(data)
        try:
            self._parser.feed_data(data)
        except (HttpParserError, HttpParserUpgrade) as error:
            if not self._is_whole:
                raise NotHTTP from error
            self._has_more = True
        if (not self._has_head and self._head > LONGEST_HEAD) or len(self._body) > LONGEST_BODY:
            raise NotHTTP
        return self._answer(is_kept=not self._has_more) if self._is_whole else None

    def end(self) -> Answer | None:
        """Nothing more will come: what has no length was whole then."""
        if self._is_whole or not self._has_head or self._says_when_it_ends:
            return None
        return self._answer(is_kept=False)

    def _answer(self, *, is_kept: bool) -> Answer:
        is_kept = is_kept and self._keeps
        return Answer(self._status, bytes(self._body), is_kept)

    def on_message_begin(self) -> None:
        self._has_more = self._is_whole

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() in _SAY_WHEN_IT_ENDS and not self._is_whole:
            self._says_when_it_ends = True
            if value.isdigit() and int(value) > LONGEST_BODY:
                raise NotHTTP

    def on_headers_complete(self) -> None:
        if self._is_whole:
            return
        self._status = self._parser.get_status_code()
        self._has_head = self._status >= HTTPStatus.OK

    def on_body(self, body: bytes) -> None:
        if not self._is_whole:
            self._body += body

    def on_message_complete(self) -> None:
        if self._has_head and not self._is_whole:
            self._is_whole, self._keeps = True, self._parser.should_keep_alive()
