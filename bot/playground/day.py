"""The demo's day in the terminal: from the first registration to the supervisor's summary."""

from dataclasses import dataclass
from datetime import datetime, time

from rich.console import Console

from bot.playground.stage import A_MONDAY, Stage, on_stage
from bot.playground.street import COMMUNITY, hire_community
from bot.settings import Settings
from domain.roster import read_roster
from playground.clock import MovableClock
from playground.day import Actor, working_day
from playground.terminal import Terminal
from scheduler.timetable import tick
from services.roster_file import read_phone, read_table


@dataclass(frozen=True)
class Day:
    """A stage whose clock is moved from scene to scene."""

    stage: Stage
    terminal: Terminal

    async def at(self, hour: str, title: str = "") -> None:
        zone = self.stage.app.office.zone
        moment = datetime.combine(A_MONDAY, time.fromisoformat(hour), zone)
        self.stage.clock.move_to(moment)
        if title:
            self.terminal.chapter(title)
        await tick(self.stage.app.office)
        await self.settled()

    async def settled(self) -> None:
        await self.stage.settled()

    def acts(self, name: str, deed: str) -> None:
        self.terminal.acts(name, deed)


async def play_the_day(settings: Settings, *, console: Console | None = None) -> None:
    zone = settings.zone
    clock = MovableClock(at=datetime.combine(A_MONDAY, time(7), zone), freeze=True)
    async with on_stage(settings, clock=clock, hire=hire_community) as stage:
        telegram = stage.telegram
        terminal = Terminal(telegram, now=clock, zone=zone, console=console or Console())
        telegram.subscribe(terminal.hears)
        day = Day(stage, terminal)
        terminal.opens()
        await working_day(day, _cast(day))
        terminal.closes()


def _cast(day: Day) -> dict[str, Actor]:
    """The phones are handed out."""
    rows = read_roster(read_table(COMMUNITY), read_phone=read_phone).rows
    phone = day.stage.telegram.phone
    return {
        row.name: Actor(day, phone(1000 + number, row.name, phone_number=row.phone))
        for number, row in enumerate(rows)
    }
