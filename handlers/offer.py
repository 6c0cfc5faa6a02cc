"""A task for whoever is free: the first press takes it, unless its sender withdraws it before."""

from handlers.routes import AUXILIARIES, SUPERVISORS, Routes
from handlers.turn import Turn, pressed
from services.offer import take_offer
from services.offer_desk import withdraw_offer
from views import offer as view
from views.screen import Reply
from views.task import card


async def on_take(press: view.TakeOffer, turn: Turn) -> Reply:
    taken = await take_offer(turn.session, me=turn.me, task_id=press.task_id, now=turn.now)
    screen = card(taken.task, turn.t, day=taken.day)
    return Reply(screen=screen, notices=taken.notices)


async def on_withdraw(press: view.WithdrawOffer, turn: Turn) -> Reply:
    gone = await withdraw_offer(turn.session, me=turn.me, task_id=press.task_id, now=turn.now)
    return Reply(screen=view.withdrawn(gone.title, turn.t), notices=gone.notices)


def register_routes(to: Routes) -> None:
    to.press(view.TakeOffer, pressed(on_take), may=AUXILIARIES)
    to.press(view.WithdrawOffer, pressed(on_withdraw), may=SUPERVISORS)
