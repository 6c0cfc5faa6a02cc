"""The measuring process's end of the line: the platform started, told and asked."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType

from bot.wire import Line, Spoken


class Counted(Line):
    """The line, for others aiogram's own session, noticing when `wanted` edits were accepted."""

    def __init__(self, base: str, wanted: int) -> None:
        super().__init__(api=TelegramAPIServer.from_base(base))
        self.wanted, self.edits = wanted, 0
        self.complete = asyncio.Event()

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109  (aiogram's own signature)
    ) -> TelegramType:
        answer = await super().make_request(bot, method, timeout)
        if method.__api_method__ == "editMessageText" or _speaks_an_edit(method):
            self.edits += 1
            if self.edits == self.wanted:
                self.complete.set()
        return answer

    def begin(self) -> None:
        self.edits = 0
        self.complete.clear()


def _speaks_an_edit(method: TelegramMethod[Any]) -> bool:
    return isinstance(method, Spoken) and method.name == "editMessageText"


@dataclass(frozen=True)
class Platform:
    base: str
    people: int
    process: asyncio.subprocess.Process

    async def press(self, data: str) -> None:
        await self._asks({"press": data})

    async def seen(self) -> dict[str, int]:
        """How many presses were answered and messages edited since the last presses."""
        return await self._asks({})

    async def _asks(self, what: dict[str, str]) -> dict[str, int]:
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("the platform was started without a line")
        self.process.stdin.write(json.dumps(what).encode() + b"\n")
        answer: dict[str, int] = json.loads(await self.process.stdout.readline())
        return answer


@asynccontextmanager
async def platform(people: int) -> AsyncIterator[Platform]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.platform", str(people)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        if process.stdout is None:
            raise RuntimeError("the platform was started without a line")
        base = (await process.stdout.readline()).decode().strip()
        yield Platform(base, people, process)
    finally:
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()
