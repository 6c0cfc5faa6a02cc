"""The two ways in which a bot hears what happened: it asks, or its door is knocked at."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import StrEnum
from typing import Any

from aiohttp import web

from tests.playground.clients import Client


class Door:
    """The bot's side of a webhook: answers as told, and remembers who knocked."""

    def __init__(self) -> None:
        self.answers: list[web.Response] = []
        self.secrets: list[str | None] = []
        self.knocks: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.hours: list[float] = []
        self.url = ""

    async def opens(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.hours.append(asyncio.get_running_loop().time())
        self.knocks.put_nowait(await request.json())
        return self.answers.pop(0) if self.answers else web.Response()

    async def next_text(self) -> str:
        update = await asyncio.wait_for(self.knocks.get(), 10)
        return str(update["message"]["text"])


@asynccontextmanager
async def opened_door() -> AsyncIterator[Door]:
    door = Door()
    app = web.Application()
    app.router.add_post("/hook", door.opens)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    door.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield door
    await runner.cleanup()


class By(StrEnum):
    POLLING = "polling"
    WEBHOOK = "webhook"


class Ears:
    """Hears one update after the other, each as the client's library understands it."""

    def __init__(self, client: Client, door: Door, *, by: By) -> None:
        self._client, self._door, self._by = client, door, by
        self._fetched: deque[dict[str, Any]] = deque()
        self._offset = 0

    async def opens(self, **params: Any) -> None:
        if self._by is By.WEBHOOK:
            await self._client.call("setWebhook", url=self._door.url, **params)

    async def hears(self) -> dict[str, Any]:
        update = await asyncio.wait_for(self._next(), 10)
        return self._client.reads(update)

    async def _next(self) -> dict[str, Any]:
        if self._by is By.WEBHOOK:
            return await self._door.knocks.get()
        while not self._fetched:
            asked = {"offset": self._offset, "timeout": 5}
            self._fetched.extend(await self._client.call("getUpdates", **asked))
        update = self._fetched.popleft()
        self._offset = update["update_id"] + 1
        return update
