"""Muster in this process on a real line to the playground, running by itself."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app import App, build
from bot.pace import Pace
from bot.run import serve
from bot.settings import Settings
from playground.server import BotApiServer
from playground.telegram import TOKEN


@asynccontextmanager
async def running(
    server: BotApiServer,
    database_url: str,
    *,
    by_webhook: bool = False,
    pace: Pace | None = None,
    **given: str,
) -> AsyncIterator[App]:
    way_in = _webhook() if by_webhook else {}
    line = {"token": TOKEN, "api_base": server.base, "database_url": database_url}
    settings = Settings(_env_file=None, **line, **way_in, **given)
    app = build(settings, clock=server.telegram.state.now, pace=pace or Pace(limit=None))
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(serve(app, settings, stop, say=lambda _: None))
        try:
            yield app
        finally:
            stop.set()
            await serving
            await app.close()


def free_address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


def _webhook() -> dict[str, str]:
    address = free_address()
    return {
        "listen": address,
        "webhook_url": f"http://{address}",
        "webhook_secret": "a-secret-of-the-office",
    }
