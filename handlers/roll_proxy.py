"""Answering the roll for those whose phone is not there: one press each, or their names typed."""

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.roll_proxy import ProxyList, Tick
from handlers.routes import SUPERVISORS, Routes
from handlers.said import note_of
from handlers.turn import Turn, asked, pressed, typed
from services.roll_proxy import answer_for_named, list_silent, tick_person
from views import roll_proxy as view
from views.screen import Reply, Screen


class AnsweringFor(StatesGroup):
    """Names may be typed while the list is looked at."""

    names = State()


async def on_started(press: view.StartProxy, turn: Turn) -> Screen:
    """Below the board, which goes on following the answers."""
    listed = await _listed(turn, press.roll_call_id, 0)
    await turn.state.set_state(AnsweringFor.names)
    await turn.state.set_data({"roll_call_id": press.roll_call_id})
    return view.ticking(listed, turn.t, anew=True)


async def on_turned(press: view.TurnProxy, turn: Turn) -> Screen:
    return view.ticking(await _listed(turn, press.roll_call_id, press.page), turn.t)


async def on_ticked(press: view.TickPerson, turn: Turn) -> Reply:
    tick = Tick(person_id=press.person_id, takes_back=press.takes_back)
    done = await tick_person(
        turn.session,
        tick,
        me=turn.me,
        roll_call_id=press.roll_call_id,
        page=press.page,
        now=turn.now,
    )
    return Reply(screen=view.ticking(done.listed, turn.t), notices=done.notices)


async def on_named(message: Message, turn: Turn) -> Reply:
    text = note_of(message)
    roll_call_id = (await turn.state.get_data())["roll_call_id"]
    done = await answer_for_named(
        turn.session, me=turn.me, roll_call_id=roll_call_id, text=text, now=turn.now
    )
    screen = view.ticking(done.listed, turn.t, done=view.answered(done.named, turn.t))
    return Reply(screen=screen, notices=done.notices)


async def _asks_again(turn: Turn) -> Screen:
    listed = await _listed(turn, (await turn.state.get_data())["roll_call_id"], 0)
    return view.ticking(listed, turn.t)


async def _listed(turn: Turn, roll_call_id: int, page: int) -> ProxyList:
    return await list_silent(
        turn.session, me=turn.me, roll_call_id=roll_call_id, page=page, now=turn.now
    )


def register_routes(to: Routes) -> None:
    to.press(view.StartProxy, pressed(on_started), may=SUPERVISORS)
    to.press(view.TurnProxy, pressed(on_turned), may=SUPERVISORS)
    to.press(view.TickPerson, pressed(on_ticked), may=SUPERVISORS)
    to.step(AnsweringFor.names, typed(on_named), asks=asked(_asks_again), may=SUPERVISORS)
