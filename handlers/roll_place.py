"""After the roll is answered, where a unit asks for it: the place, by location or in words."""

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.check_in import MAX_PLACE
from domain.refusals import Accepted, NotUnderstood
from domain.text import one_line
from handlers.routes import AUXILIARIES, Routes
from handlers.turn import Turn, asked, pressed, typed
from services.roll_place import check_asked, locate, name_place
from views import roll_place as view
from views.screen import Screen


class Placing(StatesGroup):
    place = State()


async def on_asked(press: view.GivePlace, turn: Turn) -> Screen:
    await check_asked(turn.session, me=turn.me, roll_call_id=press.roll_call_id, now=turn.now)
    await turn.state.set_state(Placing.place)
    await turn.state.set_data({"roll_call_id": press.roll_call_id})
    return view.ask_place(turn.t)


async def on_place(message: Message, turn: Turn) -> Screen:
    if here := message.location:
        where = await locate(
            turn.session,
            me=turn.me,
            latitude=here.latitude,
            longitude=here.longitude,
            now=turn.now,
        )
    elif name := one_line(message.text or "", limit=MAX_PLACE):
        roll_call_id = (await turn.state.get_data())["roll_call_id"]
        where = await name_place(
            turn.session, me=turn.me, roll_call_id=roll_call_id, name=name, now=turn.now
        )
    else:
        raise NotUnderstood(Accepted.PLACE)
    await turn.state.clear()
    return view.place_noted(where, turn.t)


async def _ask(turn: Turn) -> Screen:
    return view.ask_place(turn.t)


def register_routes(to: Routes) -> None:
    to.press(view.GivePlace, pressed(on_asked), may=AUXILIARIES)
    to.step(Placing.place, typed(on_place), asks=asked(_ask), may=AUXILIARIES, keyboard=True)
