"""HTTP to one server: a question in, its answer out, the connection kept for the next."""

import asyncio
import ssl
from time import monotonic
from typing import cast
from urllib.parse import SplitResult

import certifi

from bot.http_answer import Answer, NotHTTP, Reading

KEPT_FOR = 15.0
"""Seconds that an idle connection is trusted: servers close them at some time without a word."""
STAGGERED = 0.25
"""Seconds after which a server's next address is tried beside one that does not answer."""


class NoConnection(Exception):
    """The server heard nothing of it."""


class Broken(Exception):
    """It ended before the answer: nobody knows whether the question was heard."""


class _Connection(asyncio.Protocol):
    _transport: asyncio.Transport

    def __init__(self) -> None:
        self._reading = Reading()
        self._answer: asyncio.Future[Answer] | None = None
        self._idle_since: float | None = None

    @property
    def is_fresh(self) -> bool:
        is_kept = self._idle_since is not None and monotonic() - self._idle_since < KEPT_FOR
        return is_kept and not self._transport.is_closing()

    async def ask(self, question: bytes) -> Answer:
        self._reading, self._idle_since = Reading(), None
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(question)
        try:
            answer = await self._answer
        finally:
            self._answer = None
        self._idle_since = monotonic() if answer.is_kept else None
        return answer

    def close(self) -> None:
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """What nobody asked for is no answer to the next question."""
        if self._answer is None or self._answer.done():
            self.close()
            return
        try:
            self._came(self._reading.feed(data))
        except NotHTTP:
            self._fail("NotHTTP")

    def connection_lost(self, exc: Exception | None) -> None:
        if exc is None:
            self._came(self._reading.end())
        self._fail(type(exc).__name__ if exc else "ServerDisconnected")

    def _came(self, answer: Answer | None) -> None:
        if answer is not None and self._answer is not None and not self._answer.done():
            self._answer.set_result(answer)

    def _fail(self, why: str) -> None:
        self.close()
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(Broken(why))


class Channel:
    """To the server of an address; paths are told with each question."""

    def __init__(self, address: SplitResult) -> None:
        self._address = address
        self._idle: list[_Connection] = []
        self._secret: ssl.SSLContext | None = None
        if address.scheme == "https":
            self._secret = ssl.create_default_context(cafile=certifi.where())
        self._head = f"Host: {address.netloc}\r\nContent-Type: application/json\r\n"

    async def post(self, path: str, body: bytes, *, seconds: float) -> Answer:
        """Raises NoConnection or Broken, whose text is the kind of error."""
        head = f"POST {path} HTTP/1.1\r\n{self._head}Content-Length: {len(body)}\r\n\r\n"
        connection = None
        try:
            async with asyncio.timeout(seconds):
                connection = self._kept() or await self._connected()
                return await connection.ask(head.encode() + body)
        except TimeoutError:
            raise (Broken if connection else NoConnection)("TimeoutError") from None
        finally:
            if connection is not None:
                self._give_back(connection)

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _kept(self) -> _Connection | None:
        while self._idle:
            connection = self._idle.pop()
            if connection.is_fresh:
                return connection
            connection.close()
        return None

    async def _connected(self) -> _Connection:
        port = self._address.port or (443 if self._secret else 80)
        try:
            _, connection = await asyncio.get_running_loop().create_connection(
                _Connection,
                self._address.hostname or "",
                port,
                ssl=self._secret,
                happy_eyeballs_delay=STAGGERED,
            )
        except OSError as error:
            raise NoConnection(type(error).__name__) from error
        return connection

    def _give_back(self, connection: _Connection) -> None:
        if connection.is_fresh:
            self._idle.append(connection)
        else:
            connection.close()
