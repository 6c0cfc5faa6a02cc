"""已阅: whoever was told presses that they have read it."""

from handlers.routes import MEMBERS, Routes
from handlers.turn import Turn, pressed
from services.broadcast_reading import acknowledge_broadcast
from views import broadcast as view
from views.screen import Reply


async def on_read(press: view.ReadBroadcast, turn: Turn) -> Reply:
    done = await acknowledge_broadcast(
        turn.session,
        me=turn.me,
        broadcast_id=press.broadcast_id,
        revision=press.revision,
        now=turn.now,
    )
    screen = view.acknowledged(done.told, done.read_at, turn.t)
    return Reply(screen=screen, settles=done.settles)


def register_routes(to: Routes) -> None:
    to.press(view.ReadBroadcast, pressed(on_read), may=MEMBERS)
