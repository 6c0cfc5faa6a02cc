"""A task that somebody who is away has left: handed to a colleague or not, one after the other."""

from handlers.routes import SUPERVISORS, Routes
from handlers.turn import Turn, pressed
from services.reassignment_desk import Decided, hand_on, leave_alone
from views import reassignment as view
from views.screen import Reply, Screen


async def on_give(press: view.HandOn, turn: Turn) -> Reply:
    done = await hand_on(
        turn.session,
        me=turn.me,
        reassignment_id=press.reassignment_id,
        to_id=press.to_id,
        now=turn.now,
    )
    return Reply(screen=_shown(done, turn), notices=done.notices)


async def on_leave(press: view.LeaveAlone, turn: Turn) -> Screen:
    done = await leave_alone(
        turn.session, me=turn.me, reassignment_id=press.reassignment_id, now=turn.now
    )
    return _shown(done, turn)


def _shown(done: Decided, turn: Turn) -> Screen:
    said = view.outcome(done.outcome, turn.t)
    if done.following:
        return view.proposal_screen(done.following, turn.t, before=said)
    return view.nothing_left(said, turn.t)


def register_routes(to: Routes) -> None:
    to.press(view.HandOn, pressed(on_give), may=SUPERVISORS)
    to.press(view.LeaveAlone, pressed(on_leave), may=SUPERVISORS)
