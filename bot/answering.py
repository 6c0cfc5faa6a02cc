"""An update finds its handler, and what that answers becomes what is owed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import groupby
from typing import NamedTuple

from aiogram import Bot, Dispatcher
from aiogram.types import CallbackQuery, Message, Update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.clock import Clock
from bot.crowd import Attendant, Pressed, pressed
from bot.metrics import End, Handling, timed
from bot.notices import owe_notices
from bot.outgoing import Rows, reply_rows, settled_rows
from bot.updates import Whence, said_at, understood, whence
from domain.refusals import OfficeError
from handlers.routes import Crowd
from models.inbox import Inbox, Received
from models.outbox import messages_of, owe, withdraw
from views.screen import Reply, Screen


class Together(NamedTuple):
    """Presses of one button in a row, or one update of another kind."""

    handled: list[Handling]
    presses: list[Pressed]


@dataclass(frozen=True)
class Answering:
    bot: Bot
    dispatcher: Dispatcher
    crowds: Mapping[str, Crowd]
    clock: Clock
    zone: tzinfo
    language: str

    def in_turn(self, those: Sequence[Handling]) -> Iterator[Together]:
        """In their order; only what lies side by side is taken together."""
        seen = [(one, pressed(one.row, self.crowds)) for one in those]
        for kind, some in groupby(seen, key=lambda each: each[1] and each[1].crowd):
            if kind is None:
                yield from (Together([one], []) for one, _ in some)
            else:
                pairs = [(one, press) for one, press in some if press]
                yield Together([one for one, _ in pairs], [press for _, press in pairs])

    def understood(self, row: Received | Inbox) -> Update | None:
        return understood(row.payload, self.bot, update_id=row.update_id)

    async def answer(self, session: AsyncSession, together: Together, said: Rows) -> None:
        """Answers are collected for the whole batch."""
        with timed(together.handled):
            if together.presses:
                await self._answer_all(session, together.presses, said)
            else:
                await self.answer_one(session, together.handled[0], said)
            await session.flush()
            session.expunge_all()

    async def _answer_all(
        self, session: AsyncSession, presses: Sequence[Pressed], said: Rows
    ) -> None:
        now = self._now()
        replies = await Attendant(self.language, self.zone).answer(session, presses)
        for each, reply in zip(presses, replies, strict=True):
            await self._say(session, each.whence, reply, said, now)

    async def answer_one(
        self,
        session: AsyncSession,
        one: Handling,
        said: Rows,
        *,
        refusal: OfficeError | None = None,
    ) -> None:
        update = self.understood(one.row)
        if update is None:
            one.end = End.IGNORED
            return
        now = self._now()
        about = {"session": session, "now": now, "said_at": said_at(one.row).astimezone(self.zone)}
        if refusal:
            about["refusal"] = refusal
        reply = await self.dispatcher.feed_update(self.bot, update, **about)
        event = update.event
        if isinstance(reply, Screen | Reply) and isinstance(event, Message | CallbackQuery):
            reply = reply if isinstance(reply, Reply) else Reply(screen=reply)
            one.reason = reply.entry or one.reason
            await self._say(session, whence(event), reply, said, now)

    def _now(self) -> datetime:
        return self.clock().astimezone(self.zone)

    async def _say(
        self, session: AsyncSession, to: Whence, reply: Reply, said: Rows, now: datetime
    ) -> None:
        """What settles earlier messages sees the answers that were given before it."""
        said += reply_rows(to, reply, now=now)
        if reply.settles:
            await owe(session, said)
            said.clear()
            await withdraw(session, reply.settles)
            sent = await messages_of(session, reply.settles, chat_id=to.chat_id)
            said += settled_rows(to, sent, now=now)
        if reply.notices:
            await owe_notices(
                session, reply.notices, now=now, zone=self.zone, language=self.language
            )
