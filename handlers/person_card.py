"""One person's card, who stays after all, and /history of somebody."""

from aiogram.types import Message

from domain.refusals import Over
from domain.transfer import History, NotOverThem
from handlers.routes import SUPERVISORS, Routes
from handlers.turn import Turn, pressed, typed
from services.burden import asked_today
from services.own_record import note_look
from services.person_card import find_history, history, show_person
from services.transfer import call_off
from views import person_card as view
from views.screen import Screen


async def on_show(press: view.ShowPerson, turn: Turn) -> Screen:
    today = turn.now.date()
    found = await show_person(turn.session, me=turn.me, person_id=press.person_id, today=today)
    await note_look(turn.session, me=turn.me, person_id=press.person_id, now=turn.now)
    asked = await asked_today(turn.session, person_id=press.person_id, now=turn.now)
    return view.card(found, asked, turn.t)


async def on_more(press: view.ShowMore, turn: Turn) -> Screen:
    today = turn.now.date()
    found = await show_person(turn.session, me=turn.me, person_id=press.person_id, today=today)
    if not found.active:
        raise Over(ends=False)
    if not found.may_change:
        raise NotOverThem
    return view.more(found, turn.t)


async def on_call_off(press: view.CallOff, turn: Turn) -> Screen:
    name = await call_off(turn.session, me=turn.me, person_id=press.person_id, now=turn.now)
    return view.stays(name, turn.t)


async def on_history(message: Message, turn: Turn) -> Screen:
    found = await find_history(turn.session, me=turn.me, part=turn.args)
    if isinstance(found, History):
        await note_look(turn.session, me=turn.me, person_id=found.person_id, now=turn.now)
        return view.history_screen(found, turn.t)
    return view.which_one(found, turn.t)


async def on_history_pressed(press: view.ShowHistory, turn: Turn) -> Screen:
    found = await history(
        turn.session, me=turn.me, person_id=press.person_id, page=max(press.page, 0)
    )
    await note_look(turn.session, me=turn.me, person_id=press.person_id, now=turn.now)
    return view.history_screen(found, turn.t)


def register_routes(to: Routes) -> None:
    to.press(view.ShowPerson, pressed(on_show), may=SUPERVISORS)
    to.press(view.ShowMore, pressed(on_more), may=SUPERVISORS)
    to.press(view.CallOff, pressed(on_call_off), may=SUPERVISORS)
    to.command("history", typed(on_history), may=SUPERVISORS)
    to.press(view.ShowHistory, pressed(on_history_pressed), may=SUPERVISORS)
