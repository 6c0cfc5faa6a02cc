"""Scheduling a training: one question at a time, then a page to confirm or to change."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, time
from typing import Any

from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.refusals import Accepted, OfficeError, OutOfReach, Over
from domain.training import Audience, TrainingDraft, TrainingKind, may_start
from domain.when import read_moment
from handlers.routes import SUPERVISORS, Handler, Routes
from handlers.said import line_of
from handlers.turn import ONLY_BUTTONS, Pressed, Said, Turn, asked, pressed, typed
from services.training import reach_audience, schedule_training
from services.training_audience import audience_named, audiences
from views import training_audience as audience_view
from views import training_desk as list_view
from views import training_schedule as view
from views.screen import Reply, Screen
from views.training_audience import Choice
from views.training_schedule import Part


class Scheduling(StatesGroup):
    title = State()
    kind = State()
    start = State()
    place = State()
    audience = State()
    confirm = State()
    change = State()


STEPS = {
    Part.TITLE: Scheduling.title,
    Part.KIND: Scheduling.kind,
    Part.START: Scheduling.start,
    Part.PLACE: Scheduling.place,
    Part.AUDIENCE: Scheduling.audience,
}
QUESTIONS = {
    Scheduling.title.state: view.ask_title,
    Scheduling.kind.state: view.ask_kind,
    Scheduling.change.state: view.ask_part,
}


async def on_begun(press: list_view.ScheduleTraining, turn: Turn) -> Screen:
    await turn.state.set_data({"begun_at": int(turn.now.timestamp())})
    return await _moves_on(turn)


async def _moves_on(turn: Turn, said: dict[Part, Any] | None = None) -> Screen:
    """Keep what was said and ask for the first thing that is missing, or show the page."""
    data = await turn.state.update_data({str(part): value for part, value in (said or {}).items()})
    missing = next((part for part in Part if part not in data), None)
    await turn.state.set_state(STEPS[missing] if missing else Scheduling.confirm)
    return await _asks(turn)


async def _asks(turn: Turn, hint: str = "") -> Screen:
    """The question of the step we are at."""
    step = await turn.state.get_state()
    if step == Scheduling.confirm.state:
        return await _page(turn)
    if step == Scheduling.start.state:
        return view.ask_start(turn.now, turn.t, hint)
    data = await turn.state.get_data()
    if step == Scheduling.place.state:
        return view.ask_place(_start(data, turn), turn.now, turn.t)
    if step == Scheduling.audience.state:
        return audience_view.ask_audience(TrainingKind(data[Part.KIND]), turn.t)
    return QUESTIONS[step or ""](turn.t)


async def _page(turn: Turn) -> Screen:
    data = await turn.state.get_data()
    draft = _draft(data, turn)
    reached = await reach_audience(turn.session, me=turn.me, audience=draft.audience, now=turn.now)
    shown = view.Page(
        begun_at=data["begun_at"],
        title=draft.title,
        kind=draft.kind,
        starts_at=draft.starts_at,
        place=draft.place,
        audience=audience_view.called(draft.audience, reached.name, turn.t),
        people=len(reached.people),
    )
    return view.confirm_page(shown, turn.t)


def _start(data: dict[str, Any], turn: Turn) -> datetime:
    return datetime.fromisoformat(data[Part.START]).astimezone(turn.now.tzinfo)


def _draft(data: dict[str, Any], turn: Turn) -> TrainingDraft:
    return TrainingDraft(
        title=data[Part.TITLE],
        kind=TrainingKind(data[Part.KIND]),
        starts_at=_start(data, turn),
        place=data[Part.PLACE],
        audience=Audience(**data[Part.AUDIENCE]),
    )


async def on_title(message: Message, turn: Turn) -> Screen:
    return await _moves_on(turn, {Part.TITLE: line_of(message, accepted=Accepted.WORDS)})


async def on_kind(press: view.PickKind, turn: Turn) -> Screen:
    return await _moves_on(turn, {Part.KIND: press.kind.value})


async def on_start(message: Message, turn: Turn) -> Screen:
    moment = read_moment(message.text or "", now=turn.now)
    if moment is None or moment.time is None:
        return await _asks(turn, view.no_hour(turn.t))
    return await _starts(turn, moment.day, moment.time)


async def on_start_pressed(press: view.PickStart, turn: Turn) -> Screen:
    return await _starts(turn, date.fromordinal(press.day), time(press.hour))


async def _starts(turn: Turn, day: date, hour: time) -> Screen:
    at = datetime.combine(day, hour, tzinfo=turn.now.tzinfo)
    if not may_start(at, now=turn.now):
        return await _asks(turn, view.out_of_time(turn.t))
    return await _moves_on(turn, {Part.START: at.isoformat()})


async def on_place(message: Message, turn: Turn) -> Screen:
    return await _moves_on(turn, {Part.PLACE: line_of(message, accepted=Accepted.WORDS)})


async def on_audience(message: Message, turn: Turn) -> Screen:
    name = line_of(message)
    return await _is_for(turn, await audience_named(turn.session, me=turn.me, name=name))


async def on_newcomers(press: audience_view.PickNewcomers, turn: Turn) -> Screen:
    return await _is_for(turn, Audience(of_newcomers=True))


async def on_everyone(press: audience_view.PickEveryone, turn: Turn) -> Screen:
    return await _is_for(turn, Audience())


async def on_list(press: audience_view.ListAudience, turn: Turn) -> Screen:
    found = await audiences(turn.session, me=turn.me, of_posts=press.choice is Choice.POSTS)
    return audience_view.choose(press.choice, found, press.page, turn.t)


async def on_ways(press: audience_view.AskAudience, turn: Turn) -> Screen:
    return await _asks(turn)


async def on_picked(press: audience_view.PickAudience, turn: Turn) -> Screen:
    if press.choice is Choice.UNITS:
        return await _is_for(turn, Audience(unit_id=press.key))
    posts = dict(await audiences(turn.session, me=turn.me, of_posts=True))
    if press.key not in posts:
        raise OutOfReach
    return await _is_for(turn, Audience(post=posts[press.key]))


async def _is_for(turn: Turn, audience: Audience) -> Screen:
    await reach_audience(turn.session, me=turn.me, audience=audience, now=turn.now)
    return await _moves_on(turn, {Part.AUDIENCE: vars(audience)})


async def on_change(press: view.ChangeTraining, turn: Turn) -> Screen:
    await turn.state.set_state(Scheduling.change)
    return await _asks(turn)


async def on_part(press: view.ChangePart, turn: Turn) -> Screen:
    await turn.state.set_state(STEPS[press.part])
    return await _asks(turn)


async def on_confirmed(press: view.ConfirmTraining, turn: Turn) -> Said:
    """The page of an earlier conversation confirms nothing: it shows what is asked now."""
    data = await turn.state.get_data()
    if press.begun_at != data["begun_at"]:
        return await _asks(turn)
    draft = _draft(data, turn)
    done = await schedule_training(turn.session, me=turn.me, draft=draft, now=turn.now)
    await turn.state.clear()
    screen = view.scheduled(draft.title, done.invited, turn.t)
    return Reply(screen=screen, notices=done.notices)


async def _asks_again(turn: Turn) -> Screen:
    """A page that cannot be shown any more still offers its parts to change."""
    try:
        return await _asks(turn)
    except OfficeError:
        await turn.state.set_state(Scheduling.change)
        return await _asks(turn)


def _at(step: State, call: Callable[[Pressed, Turn], Awaitable[Said]], *more: State) -> Any:
    """A button of this step; pressed twice, it shows the question that came after it."""

    async def handler(press: Pressed, turn: Turn) -> Said:
        if turn.step in {each.state for each in (step, *more)}:
            return await call(press, turn)
        if turn.step in Scheduling.__all_states_names__:
            return await _asks(turn)
        raise Over

    return pressed(handler)


def _buttons() -> dict[type[CallbackData], Any]:
    return {
        view.PickKind: _at(Scheduling.kind, on_kind),
        view.PickStart: _at(Scheduling.start, on_start_pressed),
        audience_view.PickNewcomers: _at(Scheduling.audience, on_newcomers),
        audience_view.PickEveryone: _at(Scheduling.audience, on_everyone),
        audience_view.ListAudience: _at(Scheduling.audience, on_list),
        audience_view.AskAudience: _at(Scheduling.audience, on_ways),
        audience_view.PickAudience: _at(Scheduling.audience, on_picked),
        view.ConfirmTraining: _at(Scheduling.confirm, on_confirmed),
        view.ChangeTraining: _at(Scheduling.confirm, on_change),
        view.ChangePart: _at(Scheduling.change, on_part, Scheduling.place),
    }


_TYPED: tuple[tuple[State, Handler], ...] = (
    (Scheduling.title, typed(on_title)),
    (Scheduling.kind, ONLY_BUTTONS),
    (Scheduling.start, typed(on_start)),
    (Scheduling.place, typed(on_place)),
    (Scheduling.audience, typed(on_audience)),
    (Scheduling.confirm, ONLY_BUTTONS),
    (Scheduling.change, asked(_moves_on)),
)


def register_routes(to: Routes) -> None:
    to.press(list_view.ScheduleTraining, pressed(on_begun), may=SUPERVISORS)
    for button, handler in _buttons().items():
        to.press(button, handler, may=SUPERVISORS)
    for step, handler in _TYPED:
        to.step(step, handler, asks=asked(_asks_again), may=SUPERVISORS)
