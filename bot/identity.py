"""Who is asking and where they are in the talk: one statement in, one out if the talk moved on."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Message, TelegramObject, Update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.talk import Talk
from domain.office import Role
from models.appointment import without_what_is_over
from models.conversation import Kept, left_with, remember
from models.person import mark_reachable, who_is
from views.texts import language_for, texts

FORGOTTEN_AFTER = timedelta(hours=12)
"""A question nobody answered since yesterday does not swallow this morning's words."""


@dataclass(frozen=True)
class Identify(BaseMiddleware):
    language: str
    zone: tzinfo

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        if not isinstance(event, Update) or not isinstance(event.event, Message | CallbackQuery):
            return await handler(event, data)
        user = event.event.from_user
        if user is None:
            return None
        session: AsyncSession = data["session"]
        known = await who_is(session, user.id)
        me, kept = known or (None, await left_with(session, user.id))
        if me and me.roles - {Role.AUXILIARY}:
            me = await without_what_is_over(session, me, day=data["now"].date())
        if me and not me.is_reachable:
            await mark_reachable(session, user.id)
        talk = _talk(kept, data["now"])
        language = me.language if me else language_for(user.language_code, self.language)
        data |= {
            "me": me,
            "t": texts(language or self.language, self.zone),
            "raw_state": talk.state,
            "state": talk.context(bot_id=data["bot"].id, chat_id=user.id),
            "args": "",
        }
        reply = await handler(event, data)
        if talk.has_changed:
            await remember(
                session, chat_id=user.id, state=talk.state, data=talk.data, now=data["now"]
            )
        return reply


def _talk(kept: Kept | None, now: datetime) -> Talk:
    if kept is None or now - kept.changed_at > FORGOTTEN_AFTER:
        return Talk(None, {})
    return Talk(kept.state, kept.data)
