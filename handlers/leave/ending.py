"""One's own leaves: seen, withdrawn, called off, or ended early."""

from handlers.routes import AUXILIARIES, Routes
from handlers.turn import Turn, pressed
from services.leave_ending import end_leave, my_leave, my_leaves
from views import leave as ask_view
from views import leave_mine as view
from views.screen import Reply, Screen


async def on_mine(press: ask_view.ShowLeaves, turn: Turn) -> Screen:
    rows = await my_leaves(turn.session, me=turn.me, now=turn.now)
    return view.mine([(row.id, row.spell, row.state) for row in rows], turn.t)


async def on_one(press: view.ShowLeave, turn: Turn) -> Screen:
    row, ending = await my_leave(turn.session, me=turn.me, leave_id=press.leave_id, now=turn.now)
    return view.one(row.id, row.kind, row.spell, ending, turn.t)


async def on_end(press: view.EndLeave, turn: Turn) -> Reply | Screen:
    """A button made before the decision, or before it began, shows what can be done now."""
    row, ending = await my_leave(turn.session, me=turn.me, leave_id=press.leave_id, now=turn.now)
    if ending is not press.ending:
        return view.one(row.id, row.kind, row.spell, ending, turn.t)
    done = await end_leave(turn.session, me=turn.me, leave_id=press.leave_id, now=turn.now)
    screen = view.ended(done.kind, done.spell, done.ending, turn.t)
    return Reply(screen=screen, notices=done.notices)


def register_routes(to: Routes) -> None:
    to.press(ask_view.ShowLeaves, pressed(on_mine), may=AUXILIARIES)
    to.press(view.ShowLeave, pressed(on_one), may=AUXILIARIES)
    to.press(view.EndLeave, pressed(on_end), may=AUXILIARIES)
