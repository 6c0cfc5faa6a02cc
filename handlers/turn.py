"""One turn of a longer conversation: who speaks, at which step of it, and when."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from domain.refusals import Accepted, NotUnderstood
from handlers.routes import Handler
from views.screen import Reply, Screen
from views.texts import Texts

Said = Reply | Screen
Pressed = TypeVar("Pressed", bound=CallbackData)


@dataclass(frozen=True, kw_only=True)
class Turn:
    """`step` is the state the turn began in; `args` is the text after a command."""

    session: AsyncSession
    me: Member
    state: FSMContext
    step: str | None
    args: str
    now: datetime
    t: Texts


def typed(call: Callable[[Message, Turn], Awaitable[Said | None]]) -> Handler:
    async def handler(message: Message, **data: Any) -> Said | None:
        return await call(message, _turn(data))

    return handler


def pressed(call: Callable[[Pressed, Turn], Awaitable[Said]]) -> Handler:
    async def handler(query: CallbackQuery, **data: Any) -> Said:
        return await call(data["press"], _turn(data))

    return handler


def asked(call: Callable[[Turn], Awaitable[Screen]]) -> Handler:
    """The open question, drawn from what the conversation keeps."""

    async def handler(_event: Message, **data: Any) -> Screen:
        return await call(_turn(data))

    return handler


async def _refuse_words(_message: Message, **_data: Any) -> Screen:
    raise NotUnderstood(Accepted.BUTTON)


ONLY_BUTTONS: Handler = _refuse_words
"""For a step where nothing can be typed."""


def _turn(data: dict[str, Any]) -> Turn:
    return Turn(
        session=data["session"],
        me=data["me"],
        state=data["state"],
        step=data["raw_state"],
        args=data.get("args", ""),
        now=data["now"],
        t=data["t"],
    )
