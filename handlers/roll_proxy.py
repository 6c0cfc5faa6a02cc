"""Answering the roll for those whose phone is not there: one press each."""

from handlers.routes import SUPERVISORS, Routes
from handlers.turn import Turn, pressed
from services.roll_proxy import list_silent, tick_person
from views import roll_proxy as view
from views.screen import Reply, Screen


async def on_started(press: view.StartProxy, turn: Turn) -> Screen:
    """Below the board, which goes on following the answers."""
    return await _listed(turn, press.roll_call_id, 0, anew=True)


async def on_turned(press: view.TurnProxy, turn: Turn) -> Screen:
    return await _listed(turn, press.roll_call_id, press.page)


async def on_ticked(press: view.TickPerson, turn: Turn) -> Reply:
    notices = await tick_person(
        turn.session,
        me=turn.me,
        roll_call_id=press.roll_call_id,
        person_id=press.person_id,
        now=turn.now,
    )
    return Reply(screen=await _listed(turn, press.roll_call_id, press.page), notices=notices)


async def _listed(turn: Turn, roll_call_id: int, page: int, *, anew: bool = False) -> Screen:
    found = await list_silent(
        turn.session, me=turn.me, roll_call_id=roll_call_id, page=page, now=turn.now
    )
    return view.ticking(found, turn.t, anew=anew)


def register_routes(to: Routes) -> None:
    to.press(view.StartProxy, pressed(on_started), may=SUPERVISORS)
    to.press(view.TurnProxy, pressed(on_turned), may=SUPERVISORS)
    to.press(view.TickPerson, pressed(on_ticked), may=SUPERVISORS)
