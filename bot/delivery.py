"""Draining the outbox: one message on the wire, answers first, outages waited out."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from aiogram import Bot
from aiogram.methods import TelegramMethod
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.clock import Clock
from bot.outcome import Accepted, Again, Outcome, Refused, judge
from bot.pace import Pace
from bot.wire import method_for
from models import outbox
from models.engine import Sessions
from models.outbox import Letter, OutboxState
from models.person import mark_unreachable

log = structlog.get_logger()
IDLE = 3600.0
LONGEST_WAIT = 30.0


@dataclass
class Delivery:
    bot: Bot
    sessions: Sessions
    clock: Clock
    pace: Pace = field(default_factory=Pace)
    owed: asyncio.Event = field(default_factory=asyncio.Event)
    _stopping: bool = False
    _idle: asyncio.Event = field(default_factory=asyncio.Event)

    async def recover(self) -> int:
        """After a crash, the one message that may or may not have gone out is sent again."""
        async with self.sessions.begin() as session:
            rows = await outbox.on_the_wire(session)
            for row in rows:
                row.state, row.error = OutboxState.QUEUED, "sent again after a restart"
        return len(rows)

    async def run(self) -> None:
        while True:
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
        settled, outcome = 0, None
        letter: Letter | None = None
        while letter := await self._turn(letter, outcome):
            outcome = await self._send(letter)
            settled += 1
        return settled

    async def _turn(self, last: Letter | None, outcome: Outcome | None) -> Letter | None:
        """One commit: what became of the last message, and the next one put on the wire."""
        async with self.sessions.begin() as session:
            if last and outcome:
                await self._settle(session, last, outcome)
            if self._stopping:
                return None
            return await outbox.put_on_the_wire(session, now=self.clock())

    async def _send(self, letter: Letter) -> Outcome:
        await self.pace.wait()
        if letter.press_id:
            await self._call(
                method_for("answerCallbackQuery", {"callback_query_id": letter.press_id})
            )
        outcome = await self._call(method_for(letter.method, letter.payload))
        if isinstance(outcome, Refused) and outcome.needs_new_message:
            payload = {k: v for k, v in letter.payload.items() if k != "message_id"}
            outcome = await self._call(method_for("sendMessage", payload))
        self.pace.done()
        log.info("sent", outbox_id=letter.id, method=letter.method, outcome=outcome.word)
        return outcome

    async def _call(self, method: TelegramMethod[Any]) -> Outcome:
        try:
            return Accepted.by(await self.bot(method))
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
            case Again(seconds=seconds, reason=reason):
                tries = letter.tries + 1
                wait = seconds if seconds is not None else min(0.5 * 2**tries, LONGEST_WAIT)
                became = {"state": OutboxState.QUEUED, "tries": tries, "error": reason}
                became["not_before"] = now + timedelta(seconds=wait)
                self.pace.pause(wait)
        await outbox.settle(session, letter.id, settled_at=now, **became)

    async def _wait(self) -> None:
        async with self.sessions() as session:
            due = await outbox.next_try_at(session)
        seconds = (due - self.clock()).total_seconds() if due else IDLE
        try:
            async with asyncio.timeout(max(seconds, 0.05)):
                await self.owed.wait()
        except TimeoutError:
            return
