"""The code that a trainer says in the room: its six digits, sent at any time or when asked for."""

import unicodedata
from datetime import datetime

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from domain.refusals import Accepted, NotUnderstood, OfficeError
from domain.training_attendance import CODE_DIGITS
from handlers.routes import AUXILIARIES, Routes
from handlers.turn import Turn, asked, pressed
from services.training_code import enter_code
from views import training as training_view
from views import training_code as view
from views.screen import Screen, explain
from views.texts import Texts


class EnteringCode(StatesGroup):
    digits = State()


async def on_enter(press: training_view.EnterCode, turn: Turn) -> Screen:
    """The question comes below, so that the list can still be answered."""
    await turn.state.set_state(EnteringCode.digits)
    return view.ask_code(turn.t, anew=True)


async def on_digits(
    message: Message, session: AsyncSession, me: Member, said_at: datetime, t: Texts
) -> Screen:
    done = await enter_code(session, me=me, code=_digits(message), said_at=said_at)
    return view.entered(done, t)


async def on_answer(
    message: Message,
    session: AsyncSession,
    me: Member,
    said_at: datetime,
    state: FSMContext,
    t: Texts,
) -> Screen:
    code = _digits(message)
    if not (code.isdecimal() and len(code) == CODE_DIGITS):
        raise NotUnderstood(Accepted.CODE)
    try:
        done = await enter_code(session, me=me, code=code, said_at=said_at)
    except OfficeError as nothing_to_try:
        await state.clear()
        return explain(nothing_to_try, t)
    if done.left:
        return view.ask_code(t, hint=view.wrong(done.left, t))
    await state.clear()
    return view.entered(done, t)


def _digits(message: Message) -> str:
    """However they are written: full width, or with a space between."""
    return "".join(unicodedata.normalize("NFKC", message.text or "").split())


async def _ask(turn: Turn) -> Screen:
    return view.ask_code(turn.t)


def register_routes(to: Routes) -> None:
    to.press(training_view.EnterCode, pressed(on_enter), may=AUXILIARIES)
    to.digits(CODE_DIGITS, on_digits, may=AUXILIARIES)
    to.step(EnteringCode.digits, on_answer, asks=asked(_ask), may=AUXILIARIES)
