"""/rollcall: an extra roll at once, for a unit that is named or pressed first."""

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from handlers.routes import SUPERVISORS, Routes
from handlers.said import line_of
from handlers.turn import Turn, asked, pressed, typed
from models.unit import Unit
from services.dispatch_target import units_of
from services.roll_call import open_extra_roll_call
from services.unit import reach_unit, reach_unit_id
from views import roll_call_extra as view
from views.screen import Reply, Screen


class CallingRoll(StatesGroup):
    unit = State()


async def on_rollcall(message: Message, turn: Turn) -> Reply | Screen:
    if not (name := turn.args.strip()):
        return await _ask(turn)
    return await _open(turn, await reach_unit(turn.session, me=turn.me, name=name))


async def _ask(turn: Turn) -> Screen:
    await turn.state.set_state(CallingRoll.unit)
    return view.ask_unit(await units_of(turn.session, me=turn.me), turn.t)


async def on_named(message: Message, turn: Turn) -> Reply:
    unit = await reach_unit(turn.session, me=turn.me, name=line_of(message))
    return await _open(turn, unit)


async def on_unit(press: view.CallUnit, turn: Turn) -> Reply:
    unit = await reach_unit_id(turn.session, me=turn.me, unit_id=press.unit_id)
    return await _open(turn, unit)


async def _open(turn: Turn, unit: Unit) -> Reply:
    done = await open_extra_roll_call(turn.session, me=turn.me, unit=unit, now=turn.now)
    if turn.step == CallingRoll.unit.state:
        await turn.state.clear()
    return Reply(screen=view.opened(done.unit, done.asked, turn.t), notices=done.notices)


def register_routes(to: Routes) -> None:
    to.command("rollcall", typed(on_rollcall), may=SUPERVISORS)
    to.step(CallingRoll.unit, typed(on_named), asks=asked(_ask), may=SUPERVISORS)
    to.press(view.CallUnit, pressed(on_unit), may=SUPERVISORS, step=CallingRoll.unit)
