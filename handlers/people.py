"""/roster and /history: people of one's units by a part of their name, and the card of one."""

from aiogram.types import Message

from domain.people import MAX_BYTES, PeoplePage
from domain.refusals import Over
from domain.transfer import History, NotOverThem
from handlers.routes import MEMBERS, SUPERVISORS, Routes
from handlers.turn import Turn, pressed, typed
from services.burden import asked_today
from services.own_record import note_look
from services.people import find_people
from services.person_card import find_history, history, show_person
from services.transfer import call_off
from views import people as list_view
from views import person_card as view
from views.help import not_understood
from views.screen import Screen


async def on_roster(message: Message, turn: Turn) -> Screen:
    return await _shown(await _find(turn, turn.args), turn)


async def on_name(message: Message, turn: Turn) -> Screen:
    """A name that nobody asked for is looked up; other words are not understood."""
    part = (message.text or "").strip()
    if turn.me.is_any(SUPERVISORS) and len(part) > 1 and len(part.encode()) <= MAX_BYTES:
        found = await _find(turn, part)
        if found.people:
            return await _shown(found, turn)
    return not_understood(turn.me, turn.t)


async def _find(turn: Turn, part: str) -> PeoplePage:
    return await find_people(turn.session, me=turn.me, part=part, page=0, today=turn.now.date())


async def _shown(found: PeoplePage, turn: Turn) -> Screen:
    """The only one who is meant is shown at once."""
    if found.part and found.count == 1:
        return await _card(turn, found.people[0].person_id)
    return list_view.people_screen(found, turn.t)


async def on_turn(press: list_view.FindPeople, turn: Turn) -> Screen:
    found = await find_people(
        turn.session, me=turn.me, part=press.part, page=press.page, today=turn.now.date()
    )
    return list_view.people_screen(found, turn.t)


async def on_show(press: view.ShowPerson, turn: Turn) -> Screen:
    return await _card(turn, press.person_id)


async def _card(turn: Turn, person_id: int) -> Screen:
    today = turn.now.date()
    found = await show_person(turn.session, me=turn.me, person_id=person_id, today=today)
    await note_look(turn.session, me=turn.me, person_id=person_id, now=turn.now)
    asked = await asked_today(turn.session, person_id=person_id, now=turn.now)
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
    to.command("roster", typed(on_roster), may=SUPERVISORS)
    to.stray("text", typed(on_name), may=MEMBERS)
    to.press(list_view.FindPeople, pressed(on_turn), may=SUPERVISORS)
    to.press(view.ShowPerson, pressed(on_show), may=SUPERVISORS)
    to.press(view.ShowMore, pressed(on_more), may=SUPERVISORS)
    to.press(view.CallOff, pressed(on_call_off), may=SUPERVISORS)
    to.command("history", typed(on_history), may=SUPERVISORS)
    to.press(view.ShowHistory, pressed(on_history_pressed), may=SUPERVISORS)
