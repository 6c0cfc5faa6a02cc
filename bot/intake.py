"""Received before confirmed; one update, one transaction: nobody else commits."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any, NamedTuple

import structlog
from aiogram.types import CallbackQuery, Message
from sqlalchemy.exc import DBAPIError
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.answering import Answering
from bot.clock import Clock
from bot.errors import TRIES, Failed, attempt, backoff, keep_going
from bot.last_word import LastWord, NothingKept
from bot.mailroom import Mailroom
from bot.metrics import End, Handling, Metrics
from bot.outgoing import Rows, reply_rows
from bot.presses import Presses
from bot.sound import placeless
from bot.updates import pressed_in, whence
from domain.refusals import OfficeError
from models import inbox
from models.engine import Sessions
from models.full import is_full
from models.inbox import InboxState
from models.outbox import owe
from models.person import who_is
from services.alarm import tells_somebody
from views.help import broken_down
from views.texts import language_for, texts

log = structlog.get_logger()
TOGETHER = 64
"""Updates that share a transaction when they came together."""
TOLD = 100
"""So many of those who wait are told at once that nothing can be kept."""
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]


class Attempt(NamedTuple):
    """The updates begun in one transaction, why it was rolled back if it was, or what it says."""

    taken: list[Handling]
    failed: OfficeError | Failed | None
    said: Rows


@dataclass
class Intake:
    answering: Answering
    mailroom: Mailroom
    sessions: Sessions
    clock: Clock
    zone: tzinfo
    language: str
    spoken: asyncio.Event
    metrics: Metrics
    last_word: LastWord
    presses: Presses = field(default_factory=Presses)

    async def receive(self, updates: Sequence[dict[str, Any]]) -> None:
        """Store a batch; when this returns the platform may forget it."""
        try:
            await self.mailroom.keep(updates)
        except DBAPIError as error:
            if is_full(error):
                await self.last_word.say(updates)
            raise

    async def run(self) -> None:
        await keep_going(self._serve)

    async def _serve(self) -> None:
        self.mailroom.arrived.clear()
        await self.drain()
        await self._wait()

    async def drain(self) -> int:
        """Handle everything that is due; returns how many updates were."""
        handled = 0
        while taken := await self._handle():
            handled += taken
            await asyncio.sleep(0)
            await self.presses.caught_up()
        return handled

    async def _handle(self) -> int:
        """What came together is committed together; where one of them fails, one by one."""
        made = await self._attempt(TOGETHER)
        await self._need_room(made.failed)
        if made.failed is not None and len(made.taken) > 1:
            for _ in made.taken:
                await self._settle(await self._attempt(1))
        else:
            await self._settle(made)
        return len(made.taken)

    async def _need_room(self, failed: OfficeError | Failed | None) -> None:
        """A full disk costs no update a try, and whoever waits is told."""
        if isinstance(failed, Failed) and failed.is_full:
            async with self.sessions() as session:
                waiting = await inbox.next_updates(session, most=TOLD, now=self.clock())
            await self.last_word.say([row.payload for row in waiting])
            raise NothingKept

    async def _attempt(self, most: int) -> Attempt:
        taken: list[Handling] = []
        said: Rows = []

        async def handle() -> None:
            async with self.sessions.begin() as session:
                rows = await inbox.next_updates(session, most=most, now=self.clock())
                for together in self.answering.in_turn([Handling(row) for row in rows]):
                    taken.extend(together.handled)
                    await self.answering.answer(session, together, said)
                await owe(session, said)
                await inbox.close(session, [one.row.update_id for one in taken])

        return Attempt(taken, await attempt(handle()), said)

    async def _settle(self, made: Attempt) -> None:
        taken, failed, said = made
        if not taken:
            return
        if isinstance(failed, OfficeError):
            self.metrics.refused(taken[0], failed)
            failed = await attempt(self._refuse(taken[0], failed))
        await self._need_room(failed)
        if failed is not None:
            async with self.sessions.begin() as session:
                taken[0].end = await self._give_up(session, taken[0].row.update_id, failed)
        pressed = [] if failed or made.failed else [row["press_id"] for row in said]
        self.presses.add(press_id for press_id in pressed if press_id)
        self.presses.over(press_id for one in taken if (press_id := pressed_in(one.row.payload)))
        self.metrics.updates(taken, now=self.clock())
        self.spoken.set()

    async def _refuse(self, one: Handling, refusal: OfficeError) -> None:
        """Its effects are rolled back: the same update again, to be told why and asked anew."""
        async with self.sessions.begin() as session:
            said: Rows = []
            await self.answering.answer_one(session, one, said, refusal=refusal)
            await owe(session, said)
            await inbox.close(session, [one.row.update_id])

    async def _give_up(
        self, session: AsyncSession, update_id: int, why: OfficeError | Failed
    ) -> End:
        """Its effects are rolled back: try again, or set the update aside and say so."""
        row = await inbox.received(session, update_id)
        row.tries += 1
        row.error = why.reason if isinstance(why, Failed) else type(why).__name__
        row.not_before = self.clock() + backoff(row.tries)
        if row.tries < TRIES:
            return End.AGAIN
        log.error("update set aside", update_id=row.update_id, reason=row.error)
        update = self.answering.understood(row)
        if update is not None and isinstance(event := update.event, Message | CallbackQuery):
            told = await tells_somebody(session)
            screen = broken_down(await self._texts(session, event), is_told=told)
            await owe(session, reply_rows(whence(event), screen, now=self.clock()))
        row.state, row.payload = InboxState.DEAD, placeless(row.payload)
        return End.DEAD

    async def _texts(self, session: AsyncSession, event: Message | CallbackQuery) -> Any:
        user = event.from_user
        known = await who_is(session, user.id) if user else None
        code = user.language_code if user else None
        language = known[0].language if known else language_for(code, self.language)
        return texts(language or self.language, self.zone)

    async def _wait(self) -> None:
        async with self.sessions() as session:
            due = await inbox.next_try_at(session)
        seconds = (due - self.clock()).total_seconds() if due else 3600
        try:
            async with asyncio.timeout(max(seconds, 0.05)):
                await self.mailroom.arrived.wait()
        except TimeoutError:
            return
