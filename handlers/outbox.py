"""The sender's decision about messages of which nobody knows whether they arrived."""

from handlers.routes import MEMBERS, Routes
from handlers.turn import Turn, pressed
from services.outbox import leave_held, send_held_again
from views import outbox as view
from views.screen import Reply


async def on_resend(press: view.ResendHeld, turn: Turn) -> Reply:
    done = await send_held_again(turn.session, me=turn.me, upto=press.upto, now=turn.now)
    return Reply(screen=view.sent_again(done.count, turn.t), settles=done.settles)


async def on_leave(press: view.LeaveHeld, turn: Turn) -> Reply:
    done = await leave_held(turn.session, me=turn.me, upto=press.upto, now=turn.now)
    return Reply(screen=view.left(done.count, turn.t), settles=done.settles)


def register_routes(to: Routes) -> None:
    to.press(view.ResendHeld, pressed(on_resend), may=MEMBERS)
    to.press(view.LeaveHeld, pressed(on_leave), may=MEMBERS)
