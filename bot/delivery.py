"""Draining the outbox: four messages abreast, answers first, outages waited out."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter
from typing import Any

import structlog
from aiogram import Bot
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.abreast import ABREAST, Room, Wire, messages_in, room_beside
from bot.clock import Clock
from bot.errors import keep_going
from bot.ledger import Ledger
from bot.metrics import Metrics
from bot.notices import Circulars
from bot.outcome import Accepted, Again, Outcome, Refused, judge
from bot.pace import Pace
from bot.presses import Presses
from bot.tariff import Tariff
from bot.uplink import Uplink
from bot.wire import Spoken
from models import outbox_turn
from models.engine import Sessions
from models.outbox_file import opened
from models.outbox_turn import Letter, Turn

log = structlog.get_logger()
MOMENT = 0.001
GATHER = 0.003
"""Seconds in which answers that come together are waited for, to be one commit."""
IDLE = 5.0
"""Seconds until the office's clock is looked at again: it may have been moved."""


@dataclass
class Delivery:
    bot: Bot
    sessions: Sessions
    clock: Clock
    ledger: Ledger
    circulars: Circulars
    metrics: Metrics
    pace: Pace = field(default_factory=Pace)
    tariff: Tariff = field(default_factory=Tariff)
    owed: asyncio.Event = field(default_factory=asyncio.Event)
    presses: Presses = field(default_factory=Presses)
    uplink: Uplink = field(default_factory=Uplink)
    _stopping: bool = False
    _has_broken: bool = False
    _is_spread: bool = False
    _chats_open_in: float | None = None
    _known: list[tuple[Letter, Outcome]] = field(default_factory=list)
    _idle: asyncio.Event = field(default_factory=asyncio.Event)

    async def recover(self) -> int:
        """What a crash or a fault left in doubt is sent again, or held for its sender."""
        now = self.clock()
        async with self.sessions.begin() as session:
            await self.ledger.write(session, self._known, now)
            again = await self.ledger.recover(session, now)
        self._known.clear()
        return again

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(keep_going(self._serve))
            group.create_task(keep_going(lambda: self.presses.answer_by(self._answer_press)))

    async def _serve(self) -> None:
        self._idle.clear()
        try:
            await self.drain()
        finally:
            if not self._known:
                self._idle.set()
        await self._wait()

    async def finish(self, seconds: float) -> None:
        """Put nothing more on the wire; wait until what came of it is written down."""
        self._stopping = True
        self.owed.set()
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            log.warning("stopped with messages on the wire; they will be sent again")

    async def drain(self) -> int:
        """Send everything that is due; returns how many calls were settled."""
        if self._has_broken:
            await self.recover()
        self._has_broken, settled, wire, broken = True, 0, Wire(), None
        async with asyncio.TaskGroup() as group:
            try:
                settled = await self._pump(group, wire)
            except Exception as error:  # noqa: BLE001  (raised again when the wire is empty)
                broken = error
                self._note(wire, (await asyncio.wait(wire))[0] if wire else ())
        if broken is not None:
            raise broken
        self._has_broken = False
        return settled

    async def _pump(self, group: asyncio.TaskGroup, wire: Wire) -> int:
        settled = 0
        while True:
            self.owed.clear()
            room = await self._room(wire)
            settled += len(self._known)
            for letter in await self._turn(room):
                wait = self.pace.begin(letter.chat_id, letter.method)
                priced, later = self.tariff.begin(letter)
                wire[group.create_task(self._send(priced, max(wait, later)))] = letter
            if not wire and (self._stopping or not await self._is_due()):
                return settled
            await self._news(group, wire, is_held=not room.messages)

    async def _room(self, wire: Wire) -> Room:
        if self._stopping or (self.uplink.is_down and (wire or not await self._is_up_again())):
            return Room()
        return room_beside(wire, self.pace)

    async def _is_due(self) -> bool:
        async with self.sessions() as session:
            return await outbox_turn.is_due(session, self.clock())

    async def _turn(self, room: Room) -> list[Letter]:
        """One commit: what became of the last messages, and the next ones put on the wire."""
        if not any(room) and not self._known:
            return []
        now = self.clock()
        async with self.sessions.begin() as session:
            await self.ledger.write(session, self._known, now)
            claimed = await self._claim(session, room, now)
            drawn = await self.circulars.drawn(session, claimed, now=now)
            letters = await opened(session, drawn, now=now)
        self._known.clear()
        return letters

    async def _claim(self, session: AsyncSession, space: Room, now: datetime) -> list[Letter]:
        """Notices only as far as they leave a place for answers, which go at once."""
        room = space.messages
        even = int(max(min(room, self.pace.even_room()), 0))
        chats = self.pace.chats
        self._chats_open_in = chats.opens_in()
        turn = Turn(even, now, resting=chats.resting(), silent=chats.silent())
        letters = await outbox_turn.put_on_the_wire(session, turn)
        self._is_spread = even < room and len(letters) == even
        if self._is_spread:
            answers = turn._replace(room=room - even, answers_only=True)
            letters += await outbox_turn.put_on_the_wire(session, answers)
        if space.edits and len(letters) == room:
            edits = turn._replace(room=space.edits, edits_only=True)
            letters += await outbox_turn.put_on_the_wire(session, edits)
        return letters

    async def _news(self, group: asyncio.TaskGroup, wire: Wire, *, is_held: bool) -> None:
        """Until an outcome is known; with room left, until more is owed or the pace opens."""
        rung = group.create_task(self.owed.wait())
        opens = None
        if messages_in(wire.values()) < ABREAST:
            opens = self._opens_in(wire, is_held=is_held)
        waits: set[asyncio.Task[Any]] = {*wire, rung}
        done, _ = await asyncio.wait(waits, timeout=opens, return_when=asyncio.FIRST_COMPLETED)
        rung.cancel()
        if len(wire) > ABREAST and rung not in done:
            done, _ = await asyncio.wait(wire, timeout=GATHER)
        self._note(wire, done)

    def _opens_in(self, wire: Wire, *, is_held: bool) -> float:
        if is_held and wire and self.uplink.is_down:
            return IDLE
        if is_held:
            return max(self.pace.opens_in(), MOMENT)
        if self._is_spread:
            return max(self.pace.evens_out_in(), MOMENT)
        return self._chats_open_in or IDLE

    def _note(self, wire: Wire, done: Iterable[asyncio.Task[Any]]) -> None:
        for task in done:
            if task in wire:
                letter, outcome = wire.pop(task), task.result()
                self._known.append((letter, outcome))
                if seconds := self.uplink.heard(outcome, letter.tries + 1):
                    self.pace.pause(seconds)

    async def _send(self, letter: Letter, wait: float) -> Outcome:
        if wait:
            await asyncio.sleep(wait)
        since = perf_counter()
        if letter.press_id and self.presses.takes(letter.press_id):
            await self._answer_press(letter.press_id)
        called = perf_counter()
        outcome = await self._call(letter.method, letter.payload)
        took = perf_counter() - called
        if isinstance(outcome, Refused) and outcome.is_gone:
            outcome = await self._anew(letter)
        self.pace.done(letter.chat_id, letter.method, took=took)
        self.tariff.done(letter, took=took)
        self.metrics.sent(letter, outcome, since=since)
        return outcome

    async def _answer_press(self, press_id: str) -> None:
        outcome = await self._call("answerCallbackQuery", {"callback_query_id": press_id})
        if isinstance(outcome, Again):
            self.presses.failed(press_id)

    async def _anew(self, letter: Letter) -> Outcome:
        """The message to edit is gone: what it should say is said below; bare buttons are gone."""
        if letter.method != "editMessageText":
            return Accepted()
        payload = {name: value for name, value in letter.payload.items() if name != "message_id"}
        return await self._call("sendMessage", payload)

    async def _is_up_again(self) -> bool:
        """While the line is gone a question that changes nothing is asked, never a message."""
        if self.pace.opens_in():
            return False
        if seconds := self.uplink.asked(await self._call("getMe", {})):
            self.pace.pause(seconds)
        return not self.uplink.is_down

    async def _call(self, method: str, payload: dict[str, Any]) -> Outcome:
        since = perf_counter()
        outcome: Outcome
        try:
            outcome = Accepted.by(await self.bot(Spoken.of(method, payload)))
        except Exception as error:  # noqa: BLE001  (one message's fault must not stop the others)
            outcome = judge(error)
        self.metrics.called(method, outcome, since=since)
        return outcome

    async def _wait(self) -> None:
        now = self.clock()
        async with self.sessions() as session:
            due = await outbox_turn.next_try_at(session, now)
        seconds = (due - now).total_seconds() if due else IDLE
        with suppress(TimeoutError):
            async with asyncio.timeout(min(max(seconds, 0.05), IDLE)):
                await self.owed.wait()
