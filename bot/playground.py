"""Muster and a platform of its own on one machine and one clock: the demo's day."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from rich.console import Console

from bot.app import App, build
from bot.pace import Pace
from bot.run import serve
from bot.settings import Settings
from bot.version import make_ready
from domain.roster import read_roster
from models import inbox, outbox
from playground.clock import MovableClock
from playground.day import Actor, working_day
from playground.server import BotApiServer
from playground.telegram import TOKEN, Telegram
from playground.terminal import Terminal
from scheduler.timetable import tick
from services.roster_file import read_phone, read_table
from services.roster_import import import_roster

COMMUNITY = Path(__file__).parent.parent / "playground" / "community.csv"
A_MONDAY = date(2026, 11, 23)
ADMINISTRATOR = 1


@dataclass
class Stage:
    """The office on stage: every message goes over HTTP, only the clock is moved by hand."""

    app: App
    telegram: Telegram
    clock: MovableClock
    terminal: Terminal
    day: date = A_MONDAY

    async def at(self, hour: str, title: str = "") -> None:
        zone = self.app.office.zone
        self.clock.move_to(datetime.combine(self.day, time.fromisoformat(hour), zone))
        if title:
            self.terminal.chapter(title)
        await tick(self.app.office)
        await self.settled()

    async def settled(self) -> None:
        while await self._busy():  # noqa: ASYNC110 - what is waited for is rows, not an event
            await asyncio.sleep(0.01)

    async def _busy(self) -> bool:
        if self.telegram.call(TOKEN, "getWebhookInfo", {})["pending_update_count"]:
            return True
        async with self.app.sessions() as session:
            return bool(await inbox.waiting(session) or await outbox.unsettled(session))

    def acts(self, name: str, deed: str) -> None:
        self.terminal.acts(name, deed)


async def play_the_day(settings: Settings, *, console: Console | None = None) -> None:
    """From the first registration to the supervisor's summary, in the terminal."""
    with tempfile.TemporaryDirectory(prefix="muster-") as folder:
        own = settings.model_copy(
            update={"database_url": f"sqlite+aiosqlite:///{folder}/muster.db"}
        )
        async with on_stage(own, console=console or Console()) as stage:
            cast = await _hire(stage)
            await working_day(stage, cast)


@asynccontextmanager
async def on_stage(settings: Settings, *, console: Console) -> AsyncIterator[Stage]:
    zone = settings.zone
    clock = MovableClock(at=datetime.combine(A_MONDAY, time(7), zone), freeze=True)
    telegram = Telegram(now=clock)
    server = BotApiServer(telegram)
    await server.start()
    app = build(_beside(settings, server), clock=clock, pace=Pace(limit=None))
    await make_ready(app.engine)
    terminal = Terminal(telegram, now=clock, zone=zone, console=console)
    telegram.subscribe(terminal.hears)
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(serve(app, settings, stop, say=lambda _: None))
        try:
            yield Stage(app, telegram, clock, terminal)
        finally:
            stop.set()
    await app.close()
    await server.stop()


def _beside(settings: Settings, server: BotApiServer) -> Settings:
    values = {"token": TOKEN, "api_base": server.base, "listen": None}
    return Settings.model_validate(settings.model_dump() | values)


async def _hire(stage: Stage) -> dict[str, Actor]:
    """The roster comes from a spreadsheet, as in a real office; the phones are handed out."""
    roster = read_roster(read_table(COMMUNITY), read_phone=read_phone)
    async with stage.app.sessions.begin() as session:
        await import_roster(session, roster, now=stage.app.office.now())
    return {
        row.name: Actor(
            stage, stage.telegram.phone(1000 + number, row.name, phone_number=row.phone)
        )
        for number, row in enumerate(roster.rows)
    }
