"""The front desk: every message and press finds its one handler, or a sentence that helps on."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.enums import ChatMemberStatus
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message
from pydantic import ValidationError
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from domain.refusals import LooksLikeResidentId, NotYours, OfficeError, Over
from domain.registration import NotRegistered, TypedNumber
from domain.text import looks_like_resident_id
from handlers.routes import Route, Routes
from services.person import note_membership
from services.roster_file import read_phone
from views import help as view
from views.screen import Reply, Screen, explain
from views.texts import Texts

MAX_ID = 2**31 - 1


async def on_membership(event: ChatMemberUpdated, session: AsyncSession, now: datetime) -> None:
    """Somebody blocked the bot, or came back."""
    is_gone = event.new_chat_member.status == ChatMemberStatus.KICKED
    await note_membership(session, telegram_id=event.from_user.id, is_gone=is_gone, now=now)


def in_bounds(press: CallbackData) -> CallbackData:
    """No row has such a number, and no database would take it."""
    if any(isinstance(value, int) and abs(value) > MAX_ID for value in vars(press).values()):
        raise ValueError("a forged number")
    return press


def _word(message: Message) -> str:
    return (message.text or "").strip().rstrip("。.!！").lower()


def _digits(text: str) -> int:
    """How many they are, where there is nothing else but spaces."""
    number = "".join(text.split())
    return len(number) if number.isdecimal() else 0


def _refuse_resident_id(message: Message) -> None:
    """Before any conversation sees it, so that none can forget to look."""
    if looks_like_resident_id(message.text or message.caption or ""):
        raise LooksLikeResidentId


class Front:
    def __init__(self, routes: Routes) -> None:
        self.routes = routes

    def router(self) -> Router:
        router = Router(name="office")
        router.message.register(self.on_message)
        router.edited_message.register(self.on_edited)
        router.callback_query.register(self.on_press)
        router.my_chat_member.register(on_membership)
        return router

    async def on_message(
        self, message: Message, refusal: OfficeError | None = None, **data: Any
    ) -> Reply | Screen:
        """Comes again with the `refusal` it met, when what it had begun is taken back."""
        me: Member | None = data["me"]
        route = self._route_of(message, data)
        if refusal:
            is_answer = route is not None and route is self.routes.steps.get(data["raw_state"])
            return await self._refused(refusal, message, data, is_answer=is_answer)
        if route is None:
            return self._unknown(message, me, data["t"])
        _refuse_resident_id(message)
        answer: Reply | Screen = await route.go(message, me, data | {"routes": self.routes})
        return answer

    async def on_edited(
        self, message: Message, refusal: OfficeError | None = None, **data: Any
    ) -> Reply | Screen | None:
        """Where nobody follows it, its first words stand, and that is said; not to strangers."""
        me: Member | None = data["me"]
        if refusal:
            return explain(refusal, data["t"])
        _refuse_resident_id(message)
        if not message.text or me is None:
            return None
        for route in self.routes.edits:
            answer: Reply | Screen | None = None
            if route.admits(me):
                answer = await route.go(message, me, data)
            if answer is not None:
                return answer
        return view.edit_not_followed(data["t"])

    async def _refused(
        self, refusal: OfficeError, message: Message, data: dict[str, Any], *, is_answer: bool
    ) -> Screen:
        """An answer that is not taken leads back to its question, as long as there is one."""
        said = explain(refusal, data["t"])
        if not is_answer and not self._is_word_amid(message, data):
            return said
        if is_answer and isinstance(refusal, Over | NotYours):
            await data["state"].clear()
            return said
        try:
            question = await self.routes.questions[data["raw_state"]].go(message, data["me"], data)
        except OfficeError as gone:
            await data["state"].clear()
            return explain(gone, data["t"])
        return view.asked_again(question, said)

    async def on_press(
        self, query: CallbackQuery, refusal: OfficeError | None = None, **data: Any
    ) -> Reply | Screen:
        """A refused press pops up, unless it leads on: the message keeps its buttons.

        Where it would lose them, those of the refusal take their place.
        """
        if refusal:
            said = explain(refusal, data["t"])
            if said.ends and said.buttons:
                return replace(said, alert=False, ends=False)
            return said if said.asks_contact else replace(said, alert=True)
        prefix = (query.data or "").partition(":")[0]
        if prefix not in self.routes.presses:
            raise Over(ends=False)
        kind, step, route = self.routes.presses[prefix]
        if step is not None and step != data["raw_state"]:
            raise Over(ends=False)
        try:
            data["press"] = in_bounds(kind.unpack(query.data or ""))
        except (ValidationError, ValueError, TypeError) as forged:
            raise Over(ends=False) from forged
        data["routes"] = self.routes
        answer: Reply | Screen = await route.go(query, data["me"], data)
        return answer

    def _route_of(self, message: Message, data: dict[str, Any]) -> Route | None:
        text = (message.text or "").strip()
        if text.startswith("/") and len(text) > 1:
            name, *rest = text[1:].split(maxsplit=1)
            data["args"] = "".join(rest)
            return self.routes.commands.get(name.partition("@")[0].lower())
        is_asked = data["me"] is not None and data["raw_state"] is not None
        if not is_asked and (route := self.routes.kinds.get(message.content_type)):
            return route
        route = self.routes.words.get(_word(message))
        if route and (not is_asked or route.admits(data["me"])):
            return route
        if data["raw_state"]:
            return self.routes.steps.get(data["raw_state"])
        numbered = self.routes.numbers.get(_digits(text))
        if numbered and data["me"] and numbered.admits(data["me"]):
            return numbered
        return self.routes.strays.get(message.content_type) if data["me"] else None

    def _is_word_amid(self, message: Message, data: dict[str, Any]) -> bool:
        """A word that always means the same, said while a question was open."""
        return _word(message) in self.routes.words and data["raw_state"] in self.routes.questions

    def _unknown(self, message: Message, me: Member | None, t: Texts) -> Screen:
        if me is None:
            raise TypedNumber if read_phone(message.text or "") else NotRegistered
        if (message.text or "").startswith("/"):
            return view.unknown_command(me, t)
        return view.not_understood(me, t)
