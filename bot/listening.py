"""Whoever calls is answered one question after the other, on a connection that is kept."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import NamedTuple, cast

from bot.http_question import Hearing, Judge, Question

KEPT_FOR = 180.0
"""Seconds of silence, longer than the proxies before us keep what they do not use."""
PATIENCE = 30.0
"""Seconds a question may take to come, an answer to be taken, a refused caller to leave."""
LOOK_AGAIN = 1.0
AHEAD = 8
"""Questions that may wait on one connection before it is read no further."""
CALLERS = 500
_MORE = {HTTPStatus.METHOD_NOT_ALLOWED: "Allow: POST\r\n"}


class Said(NamedTuple):
    status: HTTPStatus = HTTPStatus.OK
    json: bytes = b""

    def whole(self, *, is_last: bool) -> bytes:
        head = f"HTTP/1.1 {self.status.value} {self.status.phrase}\r\n{_MORE.get(self.status, '')}"
        kind = "Content-Type: application/json\r\n" if self.json else ""
        end = "Connection: close\r\n" if is_last else ""
        return f"{head}{kind}{end}Content-Length: {len(self.json)}\r\n\r\n".encode() + self.json


@dataclass
class _House:
    judge: Judge
    answer: Callable[[bytes], Awaitable[Said]]
    tasks: asyncio.TaskGroup
    callers: set["_Caller"] = field(default_factory=set)

    async def look_after(self) -> None:
        """Those who say nothing, or not to the end, are not waited for."""
        while True:
            await asyncio.sleep(LOOK_AGAIN)
            for caller in [each for each in self.callers if each.is_late()]:
                caller.hang_up()


class _Caller(asyncio.Protocol):
    _transport: asyncio.Transport

    def __init__(self, house: _House) -> None:
        self._house, self._hearing = house, Hearing(house.judge)
        self._clock = asyncio.get_running_loop().time
        self._asked: deque[Question] = deque()
        self._is_answered = self._is_deaf = self._is_over = False
        self._since = self._clock()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._house.callers.add(self)
        if len(self._house.callers) > CALLERS:
            self.hang_up()

    def connection_lost(self, exc: Exception | None) -> None:
        self._house.callers.discard(self)

    def data_received(self, data: bytes) -> None:
        was_begun = self._hearing.is_begun
        self._asked += self._hearing.feed(data)
        if self._hearing.is_begun and not was_begun:
            self._since = self._clock()
        if self._asked and not self._is_answered:
            self._is_answered = True
            self._house.tasks.create_task(self._answer())
        if len(self._asked) > AHEAD:
            self._transport.pause_reading()

    def pause_writing(self) -> None:
        self._is_deaf, self._since = True, self._clock()
        self._transport.pause_reading()

    def resume_writing(self) -> None:
        self._is_deaf = False
        self._transport.resume_reading()

    def is_late(self) -> bool:
        if self._is_answered and not self._is_deaf:
            return False
        is_hurried = self._is_deaf or self._is_over or self._hearing.is_begun
        return self._clock() - self._since > (PATIENCE if is_hurried else KEPT_FOR)

    def hang_up(self) -> None:
        self._transport.abort()

    async def _answer(self) -> None:
        while self._asked:
            asked = self._asked.popleft()
            refused = Said(asked.refused) if asked.refused else None
            said = refused or await self._house.answer(asked.body)
            self._say(said.whole(is_last=asked.is_last), is_last=asked.is_last)
        self._is_answered, self._since = False, self._clock()
        if not self._is_deaf:
            self._transport.resume_reading()

    def _say(self, words: bytes, *, is_last: bool) -> None:
        """After the last word what is still coming is let by: who hangs up is not heard."""
        self._transport.write(words)
        if is_last and not self._transport.is_closing():
            self._is_over = True
            self._transport.write_eof()


@asynccontextmanager
async def listening(
    host: str, port: int, *, judge: Judge, answer: Callable[[bytes], Awaitable[Said]]
) -> AsyncIterator[None]:
    """As long as it lasts; `answer` must not raise."""
    house = _House(judge, answer, tasks := asyncio.TaskGroup())
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Caller(house), host, port, backlog=CALLERS)
    async with tasks:
        looking = tasks.create_task(house.look_after())
        try:
            yield
        finally:
            server.close()
            looking.cancel()
            for caller in [*house.callers]:
                caller.hang_up()
