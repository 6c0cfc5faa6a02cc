"""Looking at what became of a broadcast, reminding the silent, stopping it."""

from domain.broadcast import Standing
from handlers.broadcast.draft import leave_unbegun
from handlers.routes import SUPERVISORS, Routes
from handlers.turn import Turn, pressed
from services.broadcast_board import board_of, people_of, remind_silent, stop_broadcast
from views import broadcast_board as view
from views import broadcast_change as change_view
from views.screen import Reply, Screen

PAGE = 40


async def on_board(press: view.ShowBoard, turn: Turn) -> Screen:
    await leave_unbegun(turn)
    board = await board_of(turn.session, me=turn.me, broadcast_id=press.broadcast_id)
    return view.board_screen(board, turn.now, turn.t)


async def on_names(press: view.ListAddressees, turn: Turn) -> Screen:
    """A page that is not there any more is the last one that is."""
    board = await board_of(turn.session, me=turn.me, broadcast_id=press.broadcast_id)
    among: tuple[Standing, ...] = view.AMONG[press.listing]
    count = sum(board.counts.get(standing, 0) for standing in among)
    pages = max(-(-count // PAGE), 1)
    at = max(0, min(press.page, pages - 1))
    people = await people_of(
        turn.session,
        me=turn.me,
        broadcast_id=press.broadcast_id,
        among=among,
        first=at * PAGE,
        most=PAGE,
    )
    return view.names_screen(board, press.listing, people, (at, pages), turn.t)


async def on_remind(press: view.RemindSilent, turn: Turn) -> Reply:
    done = await remind_silent(
        turn.session, me=turn.me, broadcast_id=press.broadcast_id, now=turn.now
    )
    screen = change_view.reminded(done.people, done.spared, turn.t)
    return Reply(screen=screen, notices=done.notices)


async def on_stop(press: view.StopBroadcast, turn: Turn) -> Screen:
    board = await stop_broadcast(
        turn.session, me=turn.me, broadcast_id=press.broadcast_id, now=turn.now
    )
    return view.board_screen(board, turn.now, turn.t)


def register_routes(to: Routes) -> None:
    to.press(view.ShowBoard, pressed(on_board), may=SUPERVISORS)
    to.press(view.ListAddressees, pressed(on_names), may=SUPERVISORS)
    to.press(view.RemindSilent, pressed(on_remind), may=SUPERVISORS)
    to.press(view.StopBroadcast, pressed(on_stop), may=SUPERVISORS)
