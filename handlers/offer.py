"""A task for whoever is free: the first press takes it."""

from handlers.routes import AUXILIARIES, Routes
from handlers.turn import Turn, pressed
from services.offer import take_offer
from views import offer as view
from views.screen import Reply
from views.task import card


async def on_take(press: view.TakeOffer, turn: Turn) -> Reply:
    taken = await take_offer(turn.session, me=turn.me, task_id=press.task_id, now=turn.now)
    screen = card(taken.task, turn.t, day=taken.day)
    return Reply(screen=screen, notices=taken.notices)


def register_routes(to: Routes) -> None:
    to.press(view.TakeOffer, pressed(on_take), may=AUXILIARIES)
