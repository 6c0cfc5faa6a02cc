"""What a supervisor sees of leave, and the one press that decides about a request."""

from handlers.routes import AUXILIARIES, SUPERVISORS, Routes
from handlers.turn import Turn, pressed
from services.leave import asked_as, decide_leave, open_request
from services.leave_board import gather_board
from views import leave_board as board_view
from views import leave_decision as view
from views.screen import Reply, Screen


async def board(turn: Turn) -> Screen:
    seen = await gather_board(turn.session, me=turn.me, today=turn.now.date())
    return board_view.board(
        seen.away, seen.waiting, seen.unit_id, turn.t, may_ask=turn.me.is_any(AUXILIARIES)
    )


async def on_board(press: board_view.ShowBoard, turn: Turn) -> Screen:
    return await board(turn)


async def on_request(press: board_view.ShowRequest, turn: Turn) -> Screen:
    row, person, _ = await open_request(turn.session, me=turn.me, leave_id=press.leave_id)
    return board_view.opened(await asked_as(turn.session, row, person, now=turn.now), turn.t)


async def on_decide(press: view.DecideLeave, turn: Turn) -> Reply:
    done = await decide_leave(
        turn.session, me=turn.me, leave_id=press.leave_id, approve=press.approve, now=turn.now
    )
    screen = view.decided(done.asked, done.state, done.tasks, turn.t)
    return Reply(screen=screen, notices=done.notices, settles=done.settles)


def register_routes(to: Routes) -> None:
    to.press(board_view.ShowBoard, pressed(on_board), may=SUPERVISORS)
    to.press(board_view.ShowRequest, pressed(on_request), may=SUPERVISORS)
    to.press(view.DecideLeave, pressed(on_decide), may=SUPERVISORS)
