"""Draining the outbox: one message on the wire, answers first, outages waited out."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from aiogram import Bot
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.clock import Clock
from bot.errors import keep_going
from bot.outcome import Accepted, Again, Outcome, Refused, judge
from bot.pace import Pace
from bot.wire import method_for
from models import outbox
from models.engine import Sessions
from models.outbox import Letter, OutboxState
from models.person import mark_unreachable

log = structlog.get_logger()
IDLE = 3600.0
SEVERAL = 3


@dataclass
class Delivery:
    bot: Bot
    sessions: Sessions
    clock: Clock
    pace: Pace = field(default_factory=Pace)
    owed: asyncio.Event = field(default_factory=asyncio.Event)
    _stopping: bool = False
    _failing: int = 0
    _known: tuple[Letter, Outcome] | None = None
    _idle: asyncio.Event = field(default_factory=asyncio.Event)

    async def recover(self) -> int:
        """After a crash, the one message that may or may not have gone out is sent again."""
        async with self.sessions.begin() as session:
            rows = await outbox.on_the_wire(session)
            for row in rows:
                row.state, row.error = OutboxState.QUEUED, "sent again after a restart"
        return len(rows)

    async def run(self) -> None:
        await keep_going(self._serve)

    async def _serve(self) -> None:
        self.owed.clear()
        self._idle.clear()
        await self.drain()
        self._idle.set()
        await self._wait()

    async def finish(self, seconds: float) -> None:
        """Put nothing more on the wire, and wait for what is there."""
        self._stopping = True
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            log.warning("stopped with a message on the wire; it will be sent again")

    async def drain(self) -> int:
        """Send everything that is due; returns how many calls were settled."""
        settled = 0
        while letter := await self._turn():
            self._known = letter, await self._send(letter)
            settled += 1
        return settled

    async def _turn(self) -> Letter | None:
        """One commit: what became of the last message, and the next one put on the wire."""
        async with self.sessions.begin() as session:
            if self._known:
                await self._settle(session, *self._known)
            now = self.clock()
            letter = None if self._stopping else await outbox.put_on_the_wire(session, now=now)
        self._known = None
        return letter

    async def _send(self, letter: Letter) -> Outcome:
        await self.pace.wait()
        if letter.press_id:
            await self._call("answerCallbackQuery", {"callback_query_id": letter.press_id})
        outcome = await self._call(letter.method, letter.payload)
        if isinstance(outcome, Refused) and outcome.is_gone:
            outcome = await self._anew(letter)
        self.pace.done()
        log.info("sent", outbox_id=letter.id, method=letter.method, outcome=outcome.word)
        return outcome

    async def _anew(self, letter: Letter) -> Outcome:
        """The message to edit is gone: what it should say is said below; bare buttons are gone."""
        if letter.method != "editMessageText":
            return Accepted()
        payload = {name: value for name, value in letter.payload.items() if name != "message_id"}
        return await self._call("sendMessage", payload)

    async def _call(self, method: str, payload: dict[str, Any]) -> Outcome:
        try:
            return Accepted.by(await self.bot(method_for(method, payload)))
        except Exception as error:  # noqa: BLE001  (one message's fault must not stop the others)
            return judge(error)

    async def _settle(self, session: AsyncSession, letter: Letter, outcome: Outcome) -> None:
        now, became = self.clock(), dict[str, Any]()
        match outcome:
            case Accepted(message_id=message_id):
                became = {"state": OutboxState.SENT, "message_id": message_id, "error": None}
            case Refused(reason=reason, unreachable=gone):
                became = {"state": OutboxState.FAILED, "error": reason}
                if gone:
                    await mark_unreachable(session, letter.chat_id, reason=reason, now=now)
            case Again(reason=reason):
                tries = letter.tries + 1
                wait = outcome.wait(tries)
                became = {"state": OutboxState.QUEUED, "tries": tries, "error": reason}
                became["not_before"] = now + timedelta(seconds=wait)
        self._hold(outcome, letter.tries + 1)
        await outbox.settle(session, letter.id, settled_at=now, **became)

    def _hold(self, outcome: Outcome, tries: int) -> None:
        """One chat waits by itself; when the line is gone, or chat after chat fails, all wait."""
        self._failing = self._failing + 1 if isinstance(outcome, Again) else 0
        if isinstance(outcome, Again) and (outcome.for_all or self._failing >= SEVERAL):
            self.pace.pause(outcome.wait(min(tries, self._failing)))

    async def _wait(self) -> None:
        async with self.sessions() as session:
            due = await outbox.next_try_at(session)
        seconds = (due - self.clock()).total_seconds() if due else IDLE
        try:
            async with asyncio.timeout(max(seconds, 0.05)):
                await self.owed.wait()
        except TimeoutError:
            return
