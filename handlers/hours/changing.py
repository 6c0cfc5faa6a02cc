"""One figure of a unit's hours is asked for, shown before and after, and confirmed."""

from aiogram.types import Message

from domain.hours import Change, Figure
from domain.hours_said import read_figure
from domain.refusals import Over
from handlers.hours.asking import SettingHours, ask, offer_inherit, propose, reached
from handlers.routes import SUPERVISORS, Routes
from handlers.turn import ONLY_BUTTONS, Said, Turn, asked, pressed, typed
from services.hours_change import HoursSet, inherit_hours, set_hours
from services.unit import name_of
from views import hours as view
from views import hours_change as change_view
from views.screen import Reply, Screen


async def on_asked(press: view.AskFigure, turn: Turn) -> Screen:
    return await ask(turn, await reached(turn, press.unit_id), press.figure)


async def on_said(message: Message, turn: Turn) -> Screen:
    data = await turn.state.get_data()
    seen, figure = await reached(turn, data["unit_id"]), Figure(data["figure"])
    value = read_figure(figure, message.text or "")
    if value is None:
        return await ask(turn, seen, figure, hint=change_view.not_an_hour(figure, turn.t))
    return await propose(turn, seen, Change.of(figure, value))


async def on_picked(press: change_view.PickFigure, turn: Turn) -> Screen:
    """Pressed twice, the page is shown twice."""
    if turn.step not in SettingHours.__all_states_names__:
        raise Over(ends=False)
    seen = await reached(turn, press.unit_id)
    return await propose(turn, seen, Change.of(press.figure, press.value))


async def on_inherit(press: change_view.AskInherit, turn: Turn) -> Screen:
    return await offer_inherit(turn, await reached(turn, press.unit_id))


async def on_confirmed(press: change_view.ConfirmHours, turn: Turn) -> Said:
    """The page of an earlier question, or of hours changed since, is shown anew."""
    shown = await turn.state.get_data()
    seen = await reached(turn, press.unit_id)
    change = press.change
    page = await propose(turn, seen, change)
    if await turn.state.get_data() != shown:
        return page
    done = await set_hours(turn.session, me=turn.me, unit=seen.unit, change=change, now=turn.now)
    return await _done(turn, done)


async def on_inherit_confirmed(press: change_view.ConfirmInherit, turn: Turn) -> Said:
    shown = await turn.state.get_data()
    seen = await reached(turn, press.unit_id)
    page = await offer_inherit(turn, seen)
    if await turn.state.get_data() != shown:
        return page
    done = await inherit_hours(turn.session, me=turn.me, unit=seen.unit, now=turn.now)
    return await _done(turn, done)


async def _done(turn: Turn, done: HoursSet) -> Reply:
    await turn.state.clear()
    name = await name_of(turn.session, done.unit)
    screen = view.changed(name, done.hours, done.later, turn.t)
    return Reply(screen=screen, notices=done.notices)


async def _asks_again(turn: Turn) -> Screen:
    data = await turn.state.get_data()
    seen = await reached(turn, data["unit_id"])
    if "figure" in data:
        return await ask(turn, seen, Figure(data["figure"]))
    if "change" in data:
        return await propose(turn, seen, Change.said(data["change"]))
    return await offer_inherit(turn, seen)


def register_routes(to: Routes) -> None:
    at, may = SettingHours, SUPERVISORS
    to.press(view.AskFigure, pressed(on_asked), may=may)
    to.step(at.figure, typed(on_said), asks=asked(_asks_again), may=may)
    to.press(change_view.PickFigure, pressed(on_picked), may=may)
    to.press(change_view.AskInherit, pressed(on_inherit), may=may)
    to.press(change_view.ConfirmHours, pressed(on_confirmed), may=may, step=at.confirm)
    to.press(change_view.ConfirmInherit, pressed(on_inherit_confirmed), may=may, step=at.confirm)
    to.step(at.confirm, ONLY_BUTTONS, asks=asked(_asks_again), may=may)
