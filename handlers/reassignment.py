"""A task that somebody who is away has left: handed to a colleague or not, one after the other."""

from handlers.routes import SUPERVISORS, Routes
from handlers.turn import Turn, pressed
from services.reassignment_desk import Decided, choose_by_hand, hand_on, leave_alone, look_again
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


async def on_choose(press: view.ChooseTaker, turn: Turn) -> Screen:
    choice = await choose_by_hand(
        turn.session, me=turn.me, reassignment_id=press.reassignment_id, now=turn.now
    )
    if choice is None:
        return await _again(press.reassignment_id, turn)
    return view.ask_taker(choice, press.page, turn.t)


async def on_back(press: view.ShowProposal, turn: Turn) -> Screen:
    return await _again(press.reassignment_id, turn)


async def _again(reassignment_id: int, turn: Turn) -> Screen:
    done = await look_again(
        turn.session, me=turn.me, reassignment_id=reassignment_id, now=turn.now
    )
    return _shown(done, turn)


def _shown(done: Decided, turn: Turn) -> Screen:
    said = view.outcome(done.outcome, turn.t) if done.outcome else ""
    if done.following:
        return view.proposal_screen(done.following, turn.t, before=said)
    return view.nothing_left(said, turn.t)


def register_routes(to: Routes) -> None:
    to.press(view.HandOn, pressed(on_give), may=SUPERVISORS)
    to.press(view.ChooseTaker, pressed(on_choose), may=SUPERVISORS)
    to.press(view.ShowProposal, pressed(on_back), may=SUPERVISORS)
    to.press(view.LeaveAlone, pressed(on_leave), may=SUPERVISORS)
