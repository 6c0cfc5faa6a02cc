"""How many days of leave a unit allows in a year, set by its supervisor."""

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.leave import LeaveKind
from domain.leave_allowance import read_days
from handlers.routes import SUPERVISORS, Routes
from handlers.turn import Turn, asked, pressed, typed
from models.unit import Unit
from services.leave_allowance import allow, allowed_in
from services.unit import name_of, reach_unit_id
from views import leave_allowance as view
from views.screen import Screen


class Allowing(StatesGroup):
    days = State()


async def on_shown(press: view.ShowAllowances, turn: Turn) -> Screen:
    return await _shown(turn, await _reached(turn, press.unit_id))


async def _reached(turn: Turn, unit_id: int) -> Unit:
    return await reach_unit_id(turn.session, me=turn.me, unit_id=unit_id)


async def _shown(turn: Turn, unit: Unit) -> Screen:
    allowed = await allowed_in(turn.session, unit.path)
    said = {kind: (each.days, each.source.name) for kind, each in allowed.items()}
    return view.allowances(unit.id, await name_of(turn.session, unit), said, turn.t)


async def on_asked(press: view.AskAllowance, turn: Turn) -> Screen:
    await _reached(turn, press.unit_id)
    await turn.state.set_state(Allowing.days)
    await turn.state.set_data({"unit_id": press.unit_id, "kind": press.kind.value})
    return await _ask(turn)


async def _ask(turn: Turn) -> Screen:
    unit, kind = await _about(turn)
    own = (await allowed_in(turn.session, unit.path)).get(kind)
    is_own = own is not None and own.source.id == unit.id
    return view.ask_allowance(await name_of(turn.session, unit), kind, turn.t, is_own=is_own)


async def _about(turn: Turn) -> tuple[Unit, LeaveKind]:
    data = await turn.state.get_data()
    return await _reached(turn, data["unit_id"]), LeaveKind(data["kind"])


async def on_typed(message: Message, turn: Turn) -> Screen:
    return await _set(turn, read_days(message.text or ""))


async def on_picked(press: view.PickAllowance, turn: Turn) -> Screen:
    return await _set(turn, press.days)


async def on_dropped(press: view.DropAllowance, turn: Turn) -> Screen:
    return await _set(turn, None)


async def _set(turn: Turn, days: int | None) -> Screen:
    unit, kind = await _about(turn)
    await allow(turn.session, me=turn.me, unit=unit, kind=kind, days=days, now=turn.now)
    await turn.session.flush()
    await turn.state.clear()
    return await _shown(turn, unit)


def register_routes(to: Routes) -> None:
    at, may = Allowing.days, SUPERVISORS
    to.press(view.ShowAllowances, pressed(on_shown), may=may)
    to.press(view.AskAllowance, pressed(on_asked), may=may)
    to.step(at, typed(on_typed), asks=asked(_ask), may=may)
    to.press(view.PickAllowance, pressed(on_picked), may=may, step=at)
    to.press(view.DropAllowance, pressed(on_dropped), may=may, step=at)
