"""/fence: whether a unit asks for the place at the roll, and what it is compared with."""

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.fence import RADII, Fence
from domain.refusals import Accepted, NotUnderstood, Over
from handlers.routes import SUPERVISORS, Routes
from handlers.turn import ONLY_BUTTONS, Turn, asked, pressed, typed
from handlers.unit_choice import for_unit
from models.unit import Unit
from services.fence import change_asking, change_fence, see_rule
from services.unit import reach_unit_id
from views import fence as view
from views.screen import Screen


class Fencing(StatesGroup):
    centre = State()
    radius = State()


async def on_fence(message: Message, turn: Turn) -> Screen:
    return await for_unit(
        turn, "fence", does=_shown, press=lambda unit_id: view.ShowFence(unit_id=unit_id)
    )


async def on_unit(press: view.ShowFence, turn: Turn) -> Screen:
    return await _shown(turn, await reach_unit_id(turn.session, me=turn.me, unit_id=press.unit_id))


async def _shown(turn: Turn, unit: Unit) -> Screen:
    return view.shown(await see_rule(turn.session, unit), turn.t)


async def on_asking(press: view.AskForPlace, turn: Turn) -> Screen:
    rule = await change_asking(
        turn.session,
        me=turn.me,
        unit_id=press.unit_id,
        is_asked=press.is_asked,
        now=turn.now,
    )
    return view.shown(rule, turn.t)


async def on_draw(press: view.DrawFence, turn: Turn) -> Screen:
    await reach_unit_id(turn.session, me=turn.me, unit_id=press.unit_id)
    await turn.state.set_state(Fencing.centre)
    await turn.state.set_data({"unit_id": press.unit_id})
    return view.ask_centre(turn.t)


async def on_centre(message: Message, turn: Turn) -> Screen:
    if message.location is None:
        raise NotUnderstood(Accepted.PLACE)
    point = {"latitude": message.location.latitude, "longitude": message.location.longitude}
    await turn.state.update_data(point)
    await turn.state.set_state(Fencing.radius)
    return view.ask_radius(turn.t, has_keyboard=True)


async def on_radius(press: view.PickRadius, turn: Turn) -> Screen:
    if press.metres not in RADII:
        raise Over(ends=False)
    data = await turn.state.get_data()
    circle = Fence(latitude=data["latitude"], longitude=data["longitude"], radius=press.metres)
    rule = await change_fence(
        turn.session, me=turn.me, unit_id=data["unit_id"], circle=circle, now=turn.now
    )
    await turn.state.clear()
    return view.shown(rule, turn.t)


async def on_dropped(press: view.DropFence, turn: Turn) -> Screen:
    rule = await change_fence(
        turn.session, me=turn.me, unit_id=press.unit_id, circle=None, now=turn.now
    )
    return view.shown(rule, turn.t)


async def _ask_centre(turn: Turn) -> Screen:
    return view.ask_centre(turn.t)


async def _ask_radius(turn: Turn) -> Screen:
    return view.ask_radius(turn.t)


def register_routes(to: Routes) -> None:
    may = SUPERVISORS
    to.command("fence", typed(on_fence), may=may)
    to.press(view.ShowFence, pressed(on_unit), may=may)
    to.press(view.AskForPlace, pressed(on_asking), may=may)
    to.press(view.DrawFence, pressed(on_draw), may=may)
    to.step(Fencing.centre, typed(on_centre), asks=asked(_ask_centre), may=may, keyboard=True)
    to.step(Fencing.radius, ONLY_BUTTONS, asks=asked(_ask_radius), may=may)
    to.press(view.PickRadius, pressed(on_radius), may=may, step=Fencing.radius)
    to.press(view.DropFence, pressed(on_dropped), may=may)
