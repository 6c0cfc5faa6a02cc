"""/units: the office's units, one of them looked at, and its end."""

from collections.abc import Sequence

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.refusals import OutOfReach
from domain.unit_end import UnitSeen
from domain.unit_said import has_part
from handlers.routes import ADMINISTRATORS, Routes
from handlers.said import line_of
from handlers.turn import Turn, asked, pressed, typed
from services.transfer_choice import places_of
from services.unit_end import end_unit, find_unit, look_at
from views import unit_end as view
from views.screen import Reply, Screen


class LookingAtUnits(StatesGroup):
    unit = State()


async def on_units(message: Message, turn: Turn) -> Screen:
    if turn.args:
        return await _named(turn, turn.args)
    return await _ask_among(turn, "")


async def _ask_among(turn: Turn, part: str) -> Screen:
    await turn.state.set_state(LookingAtUnits.unit)
    await turn.state.set_data({"part": part})
    return await _ask(turn)


async def _ask(turn: Turn, page: int = 0) -> Screen:
    part = (await turn.state.get_data()).get("part", "")
    return view.ask_unit(await _near(turn, part), page, turn.t)


async def _near(turn: Turn, part: str) -> Sequence[tuple[int, str]]:
    places = await places_of(turn.session, me=turn.me)
    return [(unit_id, name) for unit_id, name in places if has_part(name, part)]


async def on_named(message: Message, turn: Turn) -> Screen:
    return await _named(turn, line_of(message))


async def _named(turn: Turn, name: str) -> Screen:
    """By the whole name or, where none is called so, by a part of it."""
    try:
        seen = await find_unit(turn.session, me=turn.me, name=name, now=turn.now)
    except OutOfReach:
        near = await _near(turn, name)
        if len(near) > 1:
            return await _ask_among(turn, name)
        if not near:
            raise
        seen = await look_at(turn.session, me=turn.me, unit_id=near[0][0], now=turn.now)
    return await _card(turn, seen)


async def on_picked(press: view.PickUnit, turn: Turn) -> Screen:
    seen = await look_at(turn.session, me=turn.me, unit_id=press.unit_id, now=turn.now)
    return await _card(turn, seen)


async def _card(turn: Turn, seen: UnitSeen) -> Screen:
    if turn.step == LookingAtUnits.unit.state:
        await turn.state.clear()
    return view.card(seen, turn.t)


async def on_turned(press: view.TurnUnits, turn: Turn) -> Screen:
    return await _ask(turn, press.page)


async def on_end(press: view.ConfirmEnd, turn: Turn) -> Reply:
    done = await end_unit(turn.session, me=turn.me, unit_id=press.unit_id, now=turn.now)
    return Reply(screen=view.ended(done.seen, turn.t), notices=done.notices)


def register_routes(to: Routes) -> None:
    may, at = ADMINISTRATORS, LookingAtUnits
    to.command("units", typed(on_units), may=may)
    to.step(at.unit, typed(on_named), asks=asked(_ask), may=may)
    to.press(view.PickUnit, pressed(on_picked), may=may)
    to.press(view.TurnUnits, pressed(on_turned), may=may, step=at.unit)
    to.press(view.ConfirmEnd, pressed(on_end), may=may)
