"""A stranger with a number of their own applies, and one supervisor's answer decides."""

from dataclasses import replace
from datetime import datetime

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.application import Draft, Wish
from domain.refusals import Accepted, NotUnderstood
from domain.text import MAX_NAME, is_name, one_line
from handlers.routes import ANYONE, SUPERVISORS, Routes
from handlers.turn import ONLY_BUTTONS, Turn, pressed
from services.application import apply, place_name, place_named, places
from services.application_decision import decide
from views import application as view
from views.screen import Reply, Screen
from views.texts import Texts


class Applying(StatesGroup):
    name = State()
    unit = State()
    confirm = State()


async def on_begin(
    query: CallbackQuery, session: AsyncSession, state: FSMContext, t: Texts
) -> Screen:
    draft = Draft.read(await state.get_data())
    step = Applying.name if draft.wish is Wish.JOIN else Applying.confirm
    await state.set_state(step)
    return view.ask_name(t) if draft.wish is Wish.JOIN else await _page(session, draft, t)


async def on_name(message: Message, session: AsyncSession, state: FSMContext, t: Texts) -> Screen:
    name = one_line(message.text or "", limit=MAX_NAME)
    if not is_name(name):
        raise NotUnderstood(Accepted.WORDS)
    await state.update_data(name=name)
    await state.set_state(Applying.unit)
    return view.ask_unit(await places(session), 0, t)


async def on_look(
    query: CallbackQuery, press: view.LookInto, session: AsyncSession, state: FSMContext, t: Texts
) -> Screen:
    """A unit with none below it is the one that is meant."""
    choice = await places(session, within=press.unit_id)
    if choice.here and not choice.units:
        return await _chosen(session, state, press.unit_id, t)
    return view.ask_unit(choice, max(press.page, 0), t)


async def on_unit(
    query: CallbackQuery, press: view.PickUnit, session: AsyncSession, state: FSMContext, t: Texts
) -> Screen:
    return await _chosen(session, state, press.unit_id, t)


async def on_unit_typed(
    message: Message, session: AsyncSession, state: FSMContext, t: Texts
) -> Screen:
    unit_id = await place_named(session, one_line(message.text or ""))
    if unit_id is None:
        raise NotUnderstood(Accepted.BUTTON_OR_WORDS)
    return await _chosen(session, state, unit_id, t)


async def _chosen(session: AsyncSession, state: FSMContext, unit_id: int, t: Texts) -> Screen:
    draft = replace(Draft.read(await state.get_data()), unit_id=unit_id)
    page = await _page(session, draft, t)
    await state.set_data(draft.written())
    await state.set_state(Applying.confirm)
    return page


async def _page(session: AsyncSession, draft: Draft, t: Texts) -> Screen:
    unit = await place_name(session, draft.unit_id) if draft.unit_id else ""
    return view.confirm(draft.wish, draft.name, draft.phone, unit, t)


async def on_send(
    query: CallbackQuery, session: AsyncSession, state: FSMContext, now: datetime, t: Texts
) -> Reply:
    draft, account = Draft.read(await state.get_data()), query.from_user.id
    notices = await apply(session, account=account, language=t.language, draft=draft, now=now)
    await state.clear()
    return Reply(screen=view.sent(t), notices=notices)


async def on_decide(press: view.DecideApplication, turn: Turn) -> Reply:
    done = await decide(
        turn.session,
        me=turn.me,
        application_id=press.application_id,
        approve=press.approve,
        now=turn.now,
    )
    screen = view.decided(done.asked, done.state, turn.me.name, turn.t)
    return Reply(screen=screen, notices=done.notices)


async def _name_again(message: Message, t: Texts) -> Screen:
    return view.ask_name(t)


async def _unit_again(message: Message, session: AsyncSession, t: Texts) -> Screen:
    return view.ask_unit(await places(session), 0, t)


async def _page_again(
    message: Message, session: AsyncSession, state: FSMContext, t: Texts
) -> Screen:
    return await _page(session, Draft.read(await state.get_data()), t)


def register_routes(to: Routes) -> None:
    at = Applying
    to.press(view.BeginApplication, on_begin, may=ANYONE)
    to.step(at.name, on_name, asks=_name_again, may=ANYONE)
    to.step(at.unit, on_unit_typed, asks=_unit_again, may=ANYONE)
    to.press(view.LookInto, on_look, may=ANYONE, step=at.unit)
    to.press(view.PickUnit, on_unit, may=ANYONE, step=at.unit)
    to.step(at.confirm, ONLY_BUTTONS, asks=_page_again, may=ANYONE)
    to.press(view.SendApplication, on_send, may=ANYONE, step=at.confirm)
    to.press(view.DecideApplication, pressed(on_decide), may=SUPERVISORS)
