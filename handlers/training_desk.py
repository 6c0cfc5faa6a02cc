"""Trainings one by one: who came, by names in one message or by ticking, and the code to say."""

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.training_attendance import check_hours
from handlers.routes import SUPERVISORS, Routes
from handlers.said import note_of
from handlers.turn import Turn, asked, pressed, typed
from services.training_code import open_code
from services.training_desk import (
    mark_attendance,
    mark_named,
    open_desk,
    participants,
    shelf_page,
)
from views import training_attendance as list_view
from views import training_code as code_view
from views import training_desk as view
from views.screen import Screen


class TakingAttendance(StatesGroup):
    """Names may be typed from any of its screens."""

    names = State()


async def on_shelf(press: view.ListTrainings, turn: Turn) -> Screen:
    await _leave(turn)
    found = await shelf_page(
        turn.session, me=turn.me, page=press.page, size=view.SHELF, now=turn.now
    )
    return view.shelf(found.trainings, found.page, found.count, turn.t)


async def on_desk(press: view.OpenDesk, turn: Turn) -> Screen:
    await _leave(turn)
    shown = await open_desk(turn.session, me=turn.me, training_id=press.training_id)
    return view.desk(shown, turn.t)


async def on_attendance(press: view.TakeAttendance, turn: Turn) -> Screen:
    return await _begin(turn, press.training_id)


async def _begin(turn: Turn, training_id: int, *done: str) -> Screen:
    shown = await open_desk(turn.session, me=turn.me, training_id=training_id)
    check_hours(shown.coming.training.starts_at, now=turn.now)
    await turn.state.set_state(TakingAttendance.names)
    await turn.state.set_data({"training_id": training_id})
    return list_view.ask_names(shown, turn.t, done=done)


async def on_names(message: Message, turn: Turn) -> Screen:
    training_id = (await turn.state.get_data())["training_id"]
    text = note_of(message)
    named = await mark_named(
        turn.session, me=turn.me, training_id=training_id, text=text, now=turn.now
    )
    return await _begin(turn, training_id, *list_view.marked(named, turn.t))


async def on_everyone(press: list_view.MarkEveryone, turn: Turn) -> Screen:
    people = await participants(turn.session, me=turn.me, training_id=press.training_id)
    everyone = [person.person_id for person in people]
    await mark_attendance(
        turn.session,
        me=turn.me,
        training_id=press.training_id,
        people=everyone,
        came=True,
        now=turn.now,
    )
    return await _begin(turn, press.training_id)


async def on_page(press: list_view.TurnAttendance, turn: Turn) -> Screen:
    await _begin(turn, press.training_id)
    return await _ticks(turn, press.training_id, press.page)


async def on_tick(press: list_view.TickPerson, turn: Turn) -> Screen:
    await mark_attendance(
        turn.session,
        me=turn.me,
        training_id=press.training_id,
        people=[press.person_id],
        came=press.came,
        now=turn.now,
    )
    return await _ticks(turn, press.training_id, press.page)


async def _ticks(turn: Turn, training_id: int, page: int) -> Screen:
    shown = await open_desk(turn.session, me=turn.me, training_id=training_id)
    people = await participants(turn.session, me=turn.me, training_id=training_id)
    return list_view.ticks(shown, people, page, turn.t)


async def on_code(press: list_view.SayCode, turn: Turn) -> Screen:
    opened = await open_code(turn.session, me=turn.me, training_id=press.training_id, now=turn.now)
    await _leave(turn)
    return code_view.said(opened, turn.t)


async def _asks_again(turn: Turn) -> Screen:
    training_id = (await turn.state.get_data())["training_id"]
    shown = await open_desk(turn.session, me=turn.me, training_id=training_id)
    return list_view.ask_names(shown, turn.t)


async def _leave(turn: Turn) -> None:
    if turn.step == TakingAttendance.names.state:
        await turn.state.clear()


def register_routes(to: Routes) -> None:
    to.press(view.ListTrainings, pressed(on_shelf), may=SUPERVISORS)
    to.press(view.OpenDesk, pressed(on_desk), may=SUPERVISORS)
    to.press(view.TakeAttendance, pressed(on_attendance), may=SUPERVISORS)
    to.press(list_view.MarkEveryone, pressed(on_everyone), may=SUPERVISORS)
    to.press(list_view.TurnAttendance, pressed(on_page), may=SUPERVISORS)
    to.press(list_view.TickPerson, pressed(on_tick), may=SUPERVISORS)
    to.press(list_view.SayCode, pressed(on_code), may=SUPERVISORS)
    names = TakingAttendance.names
    to.step(names, typed(on_names), asks=asked(_asks_again), may=SUPERVISORS)
