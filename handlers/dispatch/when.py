"""When a task is due: by button or in words, once, or again and again for a while or for good."""

from dataclasses import replace
from datetime import date

from aiogram.types import Message

from domain.dispatch import quick_due, read_due
from domain.dispatch_draft import Draft, Part, When
from domain.refusals import Accepted, NotUnderstood, Over
from domain.routine import Rhythm, quick_end, read_last_day, read_rhythm
from handlers.dispatch.talk import Dispatching, asks_again, draft_of, go_on
from handlers.routes import SUPERVISORS, Routes
from handlers.turn import Turn, asked, pressed, typed
from services.routine import coming_special, first_due
from views import dispatch as view
from views import routine as routine_view
from views.screen import Screen


async def on_due(message: Message, turn: Turn) -> Screen:
    """What comes again can be typed here as well."""
    text = message.text or ""
    if rhythm := read_rhythm(text, today=turn.now.date()):
        return await _comes_again(rhythm, turn)
    due = read_due(text, now=turn.now)
    if due is None:
        raise NotUnderstood(Accepted.MOMENT)
    return await _is_due(When(due=due), turn)


async def _is_due(when: When, turn: Turn) -> Screen:
    return await go_on((await draft_of(turn.state)).due_when(when), turn)


async def on_due_pressed(press: view.ChooseDue, turn: Turn) -> Screen:
    return await _is_due(When(due=quick_due(press.due, now=turn.now)), turn)


async def on_due_again(press: view.AskDueAgain, turn: Turn) -> Screen:
    return await go_on((await draft_of(turn.state)).without(Part.DUE), turn)


async def on_how_often(press: routine_view.AskHowOften, turn: Turn) -> Screen:
    await turn.state.set_state(Dispatching.often)
    return await _asks_often(turn)


async def _asks_often(turn: Turn) -> Screen:
    return routine_view.ask_how_often(turn.now.date(), turn.t)


async def on_every(press: routine_view.ChooseEvery, turn: Turn) -> Screen:
    today = turn.now.date()
    again = routine_view.today_every(press.every, today)
    return await _comes_again(Rhythm(again=again, first=today), turn)


async def on_often(message: Message, turn: Turn) -> Screen:
    rhythm = read_rhythm(message.text or "", today=turn.now.date())
    if rhythm is None:
        raise NotUnderstood(Accepted.MOMENT)
    return await _comes_again(rhythm, turn)


async def _comes_again(rhythm: Rhythm, turn: Turn) -> Screen:
    """Its last day is asked unless it was said with it."""
    due = await first_due(turn.session, rhythm, me=turn.me, now=turn.now)
    draft = (await draft_of(turn.state)).due_when(When(due=due, rhythm=rhythm))
    if rhythm.last:
        return await go_on(draft, turn)
    await turn.state.set_data(draft.written())
    await turn.state.set_state(Dispatching.until)
    return await _asks_until(turn)


async def _asks_until(turn: Turn) -> Screen:
    _, rhythm = await _recurring(turn)
    special = await coming_special(turn.session, me=turn.me, now=turn.now)
    return routine_view.ask_until(rhythm, turn.now.date(), special, turn.t)


async def _recurring(turn: Turn) -> tuple[Draft, Rhythm]:
    draft = await draft_of(turn.state)
    if draft.rhythm is None:
        raise Over
    return draft, draft.rhythm


async def on_until_pressed(press: routine_view.ChooseUntil, turn: Turn) -> Screen:
    return await _ends_on(quick_end(press.until, today=turn.now.date()), turn)


async def on_special(press: routine_view.ChooseSpecial, turn: Turn) -> Screen:
    """The period as it stands now: it may have been ended since the question."""
    draft, rhythm = await _recurring(turn)
    special = await coming_special(turn.session, me=turn.me, now=turn.now)
    if special is None:
        raise Over(ends=False)
    rhythm = replace(rhythm, first=special.first, last=special.last)
    due = await first_due(turn.session, rhythm, me=turn.me, now=turn.now)
    return await go_on(replace(draft, due=due, rhythm=rhythm), turn)


async def on_until(message: Message, turn: Turn) -> Screen:
    last = read_last_day(message.text or "", now=turn.now)
    if last is None:
        raise NotUnderstood(Accepted.DAYS)
    return await _ends_on(last, turn)


async def _ends_on(last: date | None, turn: Turn) -> Screen:
    draft, rhythm = await _recurring(turn)
    rhythm = rhythm.until(last)
    due = await first_due(turn.session, rhythm, me=turn.me, now=turn.now)
    return await go_on(replace(draft, due=due, rhythm=rhythm), turn)


def register_routes(to: Routes) -> None:
    may, at = SUPERVISORS, Dispatching
    to.step(at.due, typed(on_due), asks=asked(asks_again), may=may)
    to.press(view.ChooseDue, pressed(on_due_pressed), may=may, step=at.due)
    to.press(view.AskDueAgain, pressed(on_due_again), may=may, step=at.urgency)
    to.press(routine_view.AskHowOften, pressed(on_how_often), may=may, step=at.due)
    to.step(at.often, typed(on_often), asks=asked(_asks_often), may=may)
    to.press(routine_view.ChooseEvery, pressed(on_every), may=may, step=at.often)
    to.step(at.until, typed(on_until), asks=asked(_asks_until), may=may)
    to.press(routine_view.ChooseSpecial, pressed(on_special), may=may, step=at.until)
    to.press(routine_view.ChooseUntil, pressed(on_until_pressed), may=may, step=at.until)
