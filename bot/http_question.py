"""A question over HTTP/1.1 as it comes in, read by httptools; who may not ask is not heard out."""

from collections.abc import Callable
from http import HTTPStatus
from typing import NamedTuple

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser

LONGEST_HEAD = 16 * 1024
LONGEST_BODY = 1_000_000


class Head(NamedTuple):
    """Names of headers are in small letters."""

    method: bytes
    path: bytes
    headers: dict[bytes, bytes]


class Question(NamedTuple):
    """Its body, or why it was `refused` before; after the last one nothing more is read."""

    body: bytes = b""
    refused: HTTPStatus | None = None
    is_last: bool = True


Judge = Callable[[Head], HTTPStatus | None]
"""Why this may not be asked, known before the body has come."""


class Hearing:
    """Of one connection; what the parser finds, it tells by calling what begins with `on_`."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._parser = HttpRequestParser(self)
        self._heard: list[Question] = []
        self._head_length, self._is_over = 0, False
        self._is_in_head, self.is_begun = True, False

    def feed(self, data: bytes) -> list[Question]:
        """The questions that are whole now, in their order."""
        self._heard = []
        if self._is_over:
            return self._heard
        try:
            self._parser.feed_data(data)
        except (HttpParserError, HttpParserUpgrade):
            self._refuse(HTTPStatus.BAD_REQUEST)
        if self._is_in_head and not self._heard:
            self._head_length += len(data)
            if self._head_length > LONGEST_HEAD:
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        return self._heard

    def _refuse(self, why: HTTPStatus) -> None:
        if not self._is_over:
            self._is_over = True
            self._heard.append(Question(refused=why))

    def on_message_begin(self) -> None:
        self._url, self._body = b"", bytearray()
        self._headers: dict[bytes, bytes] = {}
        self.is_begun = True

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers[name.lower()] = value

    def on_headers_complete(self) -> None:
        self._is_in_head, self._head_length = False, 0
        head = Head(self._parser.get_method(), self._url.partition(b"?")[0], self._headers)
        length = self._headers.get(b"content-length", b"0")
        if why := self._judge(head):
            self._refuse(why)
        elif int(length) > LONGEST_BODY:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        elif self._parser.should_upgrade():
            self._refuse(HTTPStatus.BAD_REQUEST)

    def on_body(self, body: bytes) -> None:
        if not self._is_over:
            self._body += body
        if len(self._body) > LONGEST_BODY:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    def on_message_complete(self) -> None:
        self._is_in_head, self.is_begun = True, False
        if not self._is_over:
            self._is_over = not self._parser.should_keep_alive()
            self._heard.append(Question(bytes(self._body), is_last=self._is_over))
