"""What recurs: a list of the tasks that come again, each to look at and to stop."""

from handlers.routes import SUPERVISORS, Routes
from handlers.turn import Turn, pressed
from services.routine_desk import open_routine_card, routines_of, stop_routine
from views import routine as view
from views.dispatch import said_whom
from views.screen import Reply, Screen


async def on_list(press: view.ListRoutines, turn: Turn) -> Screen:
    routines = await routines_of(turn.session, me=turn.me, now=turn.now)
    return view.routine_list(routines, press.page, turn.t)


async def on_open(press: view.OpenRoutine, turn: Turn) -> Screen:
    seen = await open_routine_card(
        turn.session, me=turn.me, routine_id=press.routine_id, now=turn.now
    )
    whom = said_whom(seen.chosen, turn.t, that_day=True) if seen.chosen else ""
    return view.routine_card(seen.routine, whom, turn.t)


async def on_stop(press: view.StopRoutine, turn: Turn) -> Reply:
    done = await stop_routine(turn.session, me=turn.me, routine_id=press.routine_id, now=turn.now)
    return Reply(screen=view.stopped(done.routine, turn.t), notices=done.notices)


def register_routes(to: Routes) -> None:
    to.press(view.ListRoutines, pressed(on_list), may=SUPERVISORS)
    to.press(view.OpenRoutine, pressed(on_open), may=SUPERVISORS)
    to.press(view.StopRoutine, pressed(on_stop), may=SUPERVISORS)
