"""Checking in: where, what, perhaps a photo; in a short talk or in one line."""

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.check_in import MAX_PLACE, Place, split_line
from domain.refusals import Accepted, NotUnderstood, Over
from domain.text import note, one_line
from handlers.routes import AUXILIARIES, Routes
from handlers.turn import Turn, asked, pressed, typed
from services.check_in import check_in_at, last_places, place_again
from views import check_in as view
from views.screen import Screen


class CheckingIn(StatesGroup):
    place = State()
    note = State()


async def on_check_in(message: Message, turn: Turn) -> Screen:
    place, said = split_line(turn.args)
    place, said = one_line(place, limit=MAX_PLACE), note(said)
    if place and said:
        return await _check_in(turn, Place(name=place), said)
    if place:
        await _goes(turn, Place(name=place))
        return view.ask_note(place, turn.t, in_one_line=" " in place)
    await turn.state.set_state(CheckingIn.place)
    await turn.state.set_data({})
    return await _ask_place(turn)


async def on_place(message: Message, turn: Turn) -> Screen:
    if message.location:
        here = Place(name=view.shared_location(turn.t), is_located=True)
        return await _go_there(turn, here)
    if name := one_line(message.text or "", limit=MAX_PLACE):
        return await _go_there(turn, Place(name=name))
    raise NotUnderstood(Accepted.PLACE)


async def on_place_pressed(press: view.PickPlace, turn: Turn) -> Screen:
    """Pressed twice, the button has moved the talk on already."""
    match turn.step:
        case CheckingIn.place.state:
            place = await place_again(turn.session, me=turn.me, check_in_id=press.check_in_id)
            return await _go_there(turn, place)
        case CheckingIn.note.state:
            return await _ask_note(turn)
    raise Over


async def on_note(message: Message, turn: Turn) -> Screen:
    said = note(message.text or message.caption or "")
    if message.photo:
        return await _check_in(turn, await _place(turn), said, photo=message.photo[-1].file_id)
    if message.text and said:
        return await _check_in(turn, await _place(turn), said)
    raise NotUnderstood(Accepted.WORDS_OR_PHOTO)


async def on_skip(press: view.SkipNote, turn: Turn) -> Screen:
    return await _check_in(turn, await _place(turn), "")


async def _ask_place(turn: Turn) -> Screen:
    return view.ask_place(await last_places(turn.session, me=turn.me), turn.t)


async def _ask_note(turn: Turn) -> Screen:
    return view.ask_note((await _place(turn)).name, turn.t)


async def _go_there(turn: Turn, place: Place) -> Screen:
    await _goes(turn, place)
    return view.ask_note(place.name, turn.t)


async def _goes(turn: Turn, place: Place) -> None:
    await turn.state.set_state(CheckingIn.note)
    await turn.state.set_data({"place": place.name, "is_located": place.is_located})


async def _place(turn: Turn) -> Place:
    data = await turn.state.get_data()
    return Place(name=data["place"], is_located=data["is_located"])


async def _check_in(turn: Turn, place: Place, said: str, *, photo: str | None = None) -> Screen:
    done = await check_in_at(
        turn.session, me=turn.me, place=place, note=said, photo=photo, now=turn.now
    )
    await turn.state.clear()
    return view.noted(done, turn.t)


def register_routes(to: Routes) -> None:
    to.command("checkin", typed(on_check_in), may=AUXILIARIES)
    to.step(CheckingIn.place, typed(on_place), asks=asked(_ask_place), may=AUXILIARIES)
    to.press(view.PickPlace, pressed(on_place_pressed), may=AUXILIARIES)
    to.step(CheckingIn.note, typed(on_note), asks=asked(_ask_note), may=AUXILIARIES)
    to.press(view.SkipNote, pressed(on_skip), may=AUXILIARIES, step=CheckingIn.note)
