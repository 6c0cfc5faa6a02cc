"""The whole house on stage: every message goes over HTTP, only the clock is ours to move."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.app import App, build
from bot.pace import Pace
from bot.run import serve
from bot.settings import Settings
from bot.version import make_ready
from models import inbox, outbox
from playground.clock import MovableClock
from playground.server import BotApiServer
from playground.telegram import TOKEN, Telegram

A_MONDAY = date(2026, 11, 23)
LOOK_EVERY = 0.01

Hire = Callable[[AsyncSession, datetime], Awaitable[None]]
"""Fills the empty office with people."""


@dataclass(frozen=True)
class Stage:
    app: App
    telegram: Telegram
    clock: MovableClock
    server: BotApiServer

    async def settled(self) -> None:
        """Until everything said was heard and answered."""
        while await self.is_busy():  # noqa: ASYNC110 - what is waited for is rows, not an event
            await asyncio.sleep(LOOK_EVERY)

    async def is_busy(self) -> bool:
        if len(self.telegram.state.updates):
            return True
        async with self.app.sessions() as session:
            return bool(await inbox.waiting(session) or await outbox.unsettled(session))


@asynccontextmanager
async def on_stage(settings: Settings, *, clock: MovableClock, hire: Hire) -> AsyncIterator[Stage]:
    """A database of its own, gone when the curtain falls."""
    telegram = Telegram(now=clock)
    server = BotApiServer(telegram)
    await server.start()
    with tempfile.TemporaryDirectory(prefix="muster-") as folder:
        own = _beside(settings, server, folder)
        app = build(own, clock=clock, pace=Pace(limit=None))
        event.listen(app.engine.sync_engine, "connect", _spare_the_disk)
        try:
            await make_ready(app.engine)
            async with app.sessions.begin() as session:
                await hire(session, app.office.now())
            async with _serving(app, own):
                yield Stage(app, telegram, clock, server)
        finally:
            await app.close()
            await server.stop()


@asynccontextmanager
async def _serving(app: App, settings: Settings) -> AsyncIterator[None]:
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(serve(app, settings, stop, say=lambda _: None))
        try:
            yield
        finally:
            stop.set()


def _spare_the_disk(connection: DBAPIConnection, _record: object) -> None:
    """What ends with the process need not outlive a power cut."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.close()


def _beside(settings: Settings, server: BotApiServer, folder: str) -> Settings:
    values = {
        "token": TOKEN,
        "api_base": server.base,
        "listen": None,
        "metrics": None,
        "administrators": (),
        "database_url": f"sqlite+aiosqlite:///{folder}/muster.db",
    }
    return Settings.model_validate(settings.model_dump() | values)
