"""/me: what is kept about oneself, who has looked at it, and a file of all of it."""

from aiogram.types import Message

from handlers.routes import MEMBERS, Routes
from handlers.turn import Turn, pressed, typed
from services.own_record import give_own_record, show_own_record
from views import own_record as view
from views.screen import Screen


async def on_me(message: Message, turn: Turn) -> Screen:
    kept = await show_own_record(turn.session, me=turn.me, now=turn.now)
    return view.own_record(turn.me, kept, turn.t)


async def on_file(press: view.GiveOwnFile, turn: Turn) -> Screen:
    given = await give_own_record(turn.session, me=turn.me, now=turn.now)
    return view.own_file(given, turn.t)


async def on_kept(press: view.ShowKept, turn: Turn) -> Screen:
    return view.how_long(turn.t)


def register_routes(to: Routes) -> None:
    to.command("me", typed(on_me), may=MEMBERS)
    to.press(view.ShowKept, pressed(on_kept), may=MEMBERS)
    to.press(view.GiveOwnFile, pressed(on_file), may=MEMBERS)
