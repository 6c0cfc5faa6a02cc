"""The clock's keeper: however fast it runs or far it is put, everything due comes to pass."""

import asyncio
from contextlib import suppress
from datetime import datetime, time, timedelta

from bot.clock import steady
from bot.errors import keep_going
from bot.playground.stage import Stage
from models import calendar, occurrence
from playground.clock import REAL
from playground.state import Event, EventKind
from playground.web.office import Declined, Line
from scheduler.timetable import tick

BEAT, FAST_BEAT = 0.5, 0.1
LOOK_EVERY = 0.05
STRIDE = timedelta(minutes=15)
"""The furthest the clock moves at once, so that a new day is planned when it begins."""
PATIENCE = 30.0
MORNING = time(7, 55)
WEEKEND = 5
WORKDAY = "workday"


class Timekeeper:
    def __init__(self, stage: Stage) -> None:
        self._stage, self._clock = stage, stage.clock
        self._target: datetime | None = None
        self._cut_at: datetime | None = None
        self._mended_at: datetime | None = None
        self._last_heard: float | None = None
        self._called = asyncio.Event()
        stage.telegram.subscribe(self._hears)

    async def run(self) -> None:
        await tick(self._stage.app.office)
        await keep_going(self._beat)

    def line(self) -> Line:
        until = self._mended_at
        zone = self._stage.app.office.zone
        return Line(down=until is not None, until=until and until.astimezone(zone))

    async def run_at(self, speed: float) -> None:
        self._clock.wait_at(await self._next_stop())
        self._clock.run_at(speed)
        self._called.set()

    @property
    def target(self) -> datetime | None:
        """Where the jump that runs now will end."""
        return self._target

    async def jump(self, where: str) -> datetime:
        target = await self._moment(where)
        if self._target is not None:
            raise Declined("The clock is on its way already.")
        self._target = target
        self._called.set()
        return target

    def cut_line(self, minutes: float) -> None:
        now = self._clock.now()
        if minutes > 0 or self._mended_at:
            self._cut_at = self._cut_at or now
            self._mended_at = now + timedelta(minutes=minutes)
            self._stage.server.faults.offline = True
            self._mend()

    def _hears(self, event: Event) -> None:
        """A press lives 150 seconds, which a fast clock would take from it."""
        if event.kind is EventKind.QUEUED and self._mended_at is None:
            self._clock.ease(eased=self._clock.speed > REAL)

    async def _beat(self) -> None:
        self._called.clear()
        self._mend()
        if self._target is not None:
            await self._leap(self._target)
            self._target = None
        await self._keep_pace()
        await self._rest()

    async def _rest(self) -> None:
        is_fast = self._clock.speed > REAL
        with suppress(TimeoutError):
            async with asyncio.timeout(FAST_BEAT if is_fast else BEAT):
                await self._called.wait()

    async def _keep_pace(self) -> None:
        stop = await self._next_stop()
        if stop <= self._clock.now():
            await tick(self._stage.app.office)
            stop = await self._next_stop()
        self._clock.wait_at(stop)
        is_fast = self._clock.speed > REAL
        self._clock.ease(eased=is_fast and await self._is_talking())

    async def _is_talking(self) -> bool:
        """Somebody is still to be answered, or the bot has not noticed that the line is back."""
        if self._mended_at is not None:
            return False
        is_deaf = self._stage.app.poller.contact.steady == self._last_heard
        return is_deaf or await self._stage.is_busy()

    async def _leap(self, target: datetime) -> None:
        """From one moment that matters to the next, and at each until everybody was answered."""
        await self._settle()
        while (now := self._clock.now()) < target:
            self._clock.move_to(min(target, max(await self._next_stop(), now)))
            self._mend()
            self._wake()
            await tick(self._stage.app.office)
            await self._settle()

    async def _settle(self) -> None:
        self._clock.ease(eased=True)
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while await self._is_talking():  # noqa: ASYNC110 - rows, not an event
                    await asyncio.sleep(LOOK_EVERY)

    async def _next_stop(self) -> datetime:
        """What is due next, which may have passed, or as far as the clock may go without it."""
        now = self._clock.now()
        async with self._stage.app.sessions() as session:
            due = await occurrence.next_moment(session, now=now)
        stops = (now + STRIDE, due, self._mended_at)
        return min(stop for stop in stops if stop is not None)

    def _wake(self) -> None:
        """Who sleeps until a moment sleeps by the machine's clock."""
        self._stage.app.delivery.owed.set()
        self._stage.app.intake.mailroom.arrived.set()

    def _mend(self) -> None:
        """The bot measures silence on the machine's clock; it was as long as the office's says."""
        now = self._clock.now()
        if self._mended_at is None or self._cut_at is None or now < self._mended_at:
            return
        contact, silence = self._stage.app.poller.contact, (now - self._cut_at).total_seconds()
        if contact.steady is not None:
            contact.steady = min(contact.steady, steady() - silence)
        self._last_heard = contact.steady
        self._cut_at = self._mended_at = None
        self._stage.server.faults.offline = False
        self._clock.ease(eased=self._clock.speed > REAL)

    async def _moment(self, where: str) -> datetime:
        now = self._stage.app.office.now()
        hour = MORNING if where == WORKDAY else time.fromisoformat(where)
        async with self._stage.app.sessions() as session:
            today = where != WORKDAY and now.time() < hour
            before = now.date() - timedelta(days=1) if today else now.date()
            day = await calendar.next_workday(session, after=before)
        if day is None:
            day = before + timedelta(days=1)
            while day.weekday() >= WEEKEND:
                day += timedelta(days=1)
        return datetime.combine(day, hour, now.tzinfo)
