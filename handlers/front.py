"""The front desk: every message and press finds its one handler, or a sentence that helps on."""

from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.enums import ChatMemberStatus
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message
from pydantic import ValidationError
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from domain.refusals import Over
from handlers.routes import Route, Routes
from services.person import note_membership
from views import help as view
from views.screen import Reply, Screen
from views.texts import Texts


async def on_membership(event: ChatMemberUpdated, session: AsyncSession, now: datetime) -> None:
    """Somebody blocked the bot, or came back."""
    is_gone = event.new_chat_member.status == ChatMemberStatus.KICKED
    await note_membership(session, telegram_id=event.from_user.id, is_gone=is_gone, now=now)


class Front:
    def __init__(self, routes: Routes) -> None:
        self.routes = routes

    def router(self) -> Router:
        router = Router(name="office")
        router.message.register(self.on_message)
        router.callback_query.register(self.on_press)
        router.my_chat_member.register(on_membership)
        return router

    async def on_message(self, message: Message, **data: Any) -> Reply | Screen:
        me: Member | None = data["me"]
        route = self._route_of(message, data)
        if route is None:
            return self._unknown(message, me, data["t"])
        answer: Reply | Screen = await route.go(message, me, data)
        return answer

    async def on_press(self, query: CallbackQuery, **data: Any) -> Reply | Screen:
        prefix = (query.data or "").partition(":")[0]
        if prefix not in self.routes.presses:
            raise Over
        kind, step, route = self.routes.presses[prefix]
        if step is not None and step != data["raw_state"]:
            raise Over
        try:
            data["press"] = kind.unpack(query.data or "")
        except (ValidationError, ValueError, TypeError) as forged:
            raise Over from forged
        answer: Reply | Screen = await route.go(query, data["me"], data)
        return answer

    def _route_of(self, message: Message, data: dict[str, Any]) -> Route | None:
        text = (message.text or "").strip()
        if text.startswith("/") and len(text) > 1:
            name, _, data["args"] = text[1:].partition(" ")
            return self.routes.commands.get(name.partition("@")[0].lower())
        if route := self.routes.kinds.get(message.content_type):
            return route
        if route := self.routes.words.get(text.rstrip("。.!！").lower()):
            return route
        if data["raw_state"]:
            return self.routes.steps.get(data["raw_state"])
        return self.routes.strays.get(message.content_type)

    def _unknown(self, message: Message, me: Member | None, t: Texts) -> Screen:
        if me is None:
            return view.stranger(t)
        if (message.text or "").startswith("/"):
            return view.unknown_command(t)
        return view.not_understood(t)
