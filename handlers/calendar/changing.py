"""One day of a unit's calendar is changed: which, why, and yes."""

from datetime import date

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.calendar import MAX_REASON, DayShown, month_of
from domain.refusals import Accepted, Over
from domain.when import read_day
from handlers.calendar.seeing import shown
from handlers.routes import SUPERVISORS, Routes
from handlers.said import line_of
from handlers.turn import ONLY_BUTTONS, Turn, asked, pressed, typed
from models.unit import Unit
from services.calendar_unit import change_day, changeable, restore_day
from services.unit import name_of, reach_unit_id
from views import calendar as month_view
from views import calendar_change as view
from views.screen import Screen


class ChangingDay(StatesGroup):
    day = State()
    reason = State()
    confirm = State()


async def on_begun(press: month_view.AskDay, turn: Turn) -> Screen:
    await reach_unit_id(turn.session, me=turn.me, unit_id=press.unit_id)
    await turn.state.set_data({"unit_id": press.unit_id})
    await turn.state.set_state(ChangingDay.day)
    return await _ask_day(turn)


async def _unit(turn: Turn) -> Unit:
    data = await turn.state.get_data()
    return await reach_unit_id(turn.session, me=turn.me, unit_id=data["unit_id"])


async def _ask_day(turn: Turn, hint: str = "") -> Screen:
    return view.ask_day(
        await name_of(turn.session, await _unit(turn)), turn.now.date(), turn.t, hint=hint
    )


async def on_day(message: Message, turn: Turn) -> Screen:
    day = read_day(message.text or "", today=turn.now.date())
    if day is None:
        return await _ask_day(turn, view.no_day(turn.t))
    return await _picked(turn, day)


async def on_day_pressed(press: view.PickDay, turn: Turn) -> Screen:
    return await _picked(turn, date.fromordinal(press.day))


async def _picked(turn: Turn, day: date) -> Screen:
    await changeable(turn.session, await _unit(turn), day, now=turn.now)
    await turn.state.update_data(day=day.isoformat())
    await turn.state.set_state(ChangingDay.reason)
    return await _ask_reason(turn)


async def _chosen(turn: Turn) -> tuple[Unit, DayShown]:
    unit = await _unit(turn)
    day = date.fromisoformat((await turn.state.get_data())["day"])
    return unit, await changeable(turn.session, unit, day, now=turn.now)


async def _ask_reason(turn: Turn) -> Screen:
    unit, day = await _chosen(turn)
    return view.ask_reason(await name_of(turn.session, unit), day, turn.now.date(), turn.t)


async def on_reason(message: Message, turn: Turn) -> Screen:
    reason = line_of(message, accepted=Accepted.WORDS, limit=MAX_REASON)
    _, day = await _chosen(turn)
    await turn.state.update_data(reason=reason, was=day.kind.value)
    await turn.state.set_state(ChangingDay.confirm)
    return await _page(turn)


async def _page(turn: Turn) -> Screen:
    unit, day = await _chosen(turn)
    reason = (await turn.state.get_data())["reason"]
    return view.confirm(await name_of(turn.session, unit), day, reason, turn.now.date(), turn.t)


async def on_other(press: view.OtherDay, turn: Turn) -> Screen:
    if turn.step not in (ChangingDay.reason.state, ChangingDay.confirm.state):
        raise Over(ends=False)
    await turn.state.set_state(ChangingDay.day)
    return await _ask_day(turn)


async def on_confirmed(press: view.ConfirmDay, turn: Turn) -> Screen:
    """Changed by somebody else since, the page is shown anew."""
    unit, day = await _chosen(turn)
    data = await turn.state.get_data()
    if day.kind.value != data["was"]:
        await turn.state.update_data(was=day.kind.value)
        return await _page(turn)
    after = await change_day(
        turn.session, me=turn.me, unit=unit, day=day.day, reason=data["reason"], now=turn.now
    )
    return await _done(turn, unit, after)


async def on_restored(press: view.RestoreDay, turn: Turn) -> Screen:
    unit, day = await _chosen(turn)
    after = await restore_day(turn.session, me=turn.me, unit=unit, day=day.day, now=turn.now)
    return await _done(turn, unit, after)


async def _done(turn: Turn, unit: Unit, after: DayShown) -> Screen:
    await turn.state.clear()
    return await shown(turn, unit, month_of(after.day), hint=view.changed(after, turn.t))


def register_routes(to: Routes) -> None:
    at, may = ChangingDay, SUPERVISORS
    to.press(month_view.AskDay, pressed(on_begun), may=may)
    to.step(at.day, typed(on_day), asks=asked(_ask_day), may=may)
    to.step(at.reason, typed(on_reason), asks=asked(_ask_reason), may=may)
    to.step(at.confirm, ONLY_BUTTONS, asks=asked(_page), may=may)
    to.press(view.PickDay, pressed(on_day_pressed), may=may, step=at.day)
    to.press(view.OtherDay, pressed(on_other), may=may)
    to.press(view.RestoreDay, pressed(on_restored), may=may, step=at.reason)
    to.press(view.ConfirmDay, pressed(on_confirmed), may=may, step=at.confirm)
