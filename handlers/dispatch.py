"""Dispatching a task: four questions or one line, a page that shows all, then it is sent."""

from collections.abc import Sequence
from dataclasses import replace

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.dispatch import Candidate, Draft, Part, Target, TargetKind, quick_due, read_due
from domain.refusals import Accepted, NotUnderstood, OfficeError, OutOfReach, Over
from domain.text import one_line
from handlers.routes import SUPERVISORS, Handler, Routes
from handlers.turn import ONLY_BUTTONS, Turn, asked, pressed, typed
from services.dispatch import (
    dispatch_task,
    find_target,
    namesakes,
    posts_of,
    read_line,
    recipients_of,
    units_of,
)
from views import dispatch as view
from views import dispatch_target as target_view
from views.screen import Reply, Screen


class Dispatching(StatesGroup):
    what = State()
    whom = State()
    namesake = State()
    due = State()
    urgency = State()
    confirm = State()


_ASKS_WHOM = (Dispatching.whom.state, Dispatching.namesake.state)


async def on_dispatch(message: Message, turn: Turn) -> Screen:
    draft = await read_line(turn.session, me=turn.me, text=turn.args, now=turn.now)
    return await _go_on(draft, turn)


async def _draft(state: FSMContext) -> Draft:
    return Draft.read(await state.get_data())


async def _go_on(draft: Draft, turn: Turn) -> Screen:
    """The first question that is still open; with none, the page that shows all."""
    step, screen = await _next(draft, turn)
    await turn.state.set_data(draft.written())
    await turn.state.set_state(step)
    return screen


async def _next(draft: Draft, turn: Turn) -> tuple[State, Screen]:
    match draft.missing:
        case Part.TITLE:
            return Dispatching.what, view.ask_what(turn.t)
        case Part.TARGET if draft.target:
            return Dispatching.namesake, await _which(draft.target, turn)
        case Part.TARGET:
            return Dispatching.whom, target_view.ask_whom(turn.t)
        case Part.DUE:
            return Dispatching.due, view.ask_due(turn.now, turn.t)
        case Part.URGENCY:
            return Dispatching.urgency, view.ask_urgency(draft.due, turn.now, turn.t)
        case None:
            return Dispatching.confirm, await _page(draft, turn)


async def _asks_again(turn: Turn) -> Screen:
    """A page that cannot be shown any more still offers its parts to change."""
    draft = await _draft(turn.state)
    try:
        _, screen = await _next(draft, turn)
    except OfficeError:
        return view.change(draft, turn.t)
    return screen


async def _page(draft: Draft, turn: Turn) -> Screen:
    if draft.target is None or draft.due is None or draft.urgency is None:
        raise Over
    chosen = await recipients_of(turn.session, me=turn.me, target=draft.target, now=turn.now)
    return view.confirm(draft, draft.due, draft.urgency, chosen, turn.t)


async def _which(target: Target, turn: Turn, *, page: int = 0) -> Screen:
    people = await _bearers(target, turn)
    return target_view.ask_namesake(target.twice[0], people, page, turn.t)


async def _bearers(target: Target, turn: Turn) -> Sequence[Candidate]:
    return await namesakes(turn.session, me=turn.me, name=target.twice[0], now=turn.now)


async def on_what(message: Message, turn: Turn) -> Screen:
    title = one_line(message.text or "")
    if not title:
        raise NotUnderstood(Accepted.WORDS)
    return await _go_on(replace(await _draft(turn.state), title=title), turn)


async def on_whom(message: Message, turn: Turn) -> Screen:
    text = one_line(message.text or "")
    if not text:
        raise NotUnderstood(Accepted.BUTTON_OR_WORDS)
    return await _for(await find_target(turn.session, me=turn.me, text=text, now=turn.now), turn)


async def _for(target: Target, turn: Turn) -> Screen:
    """Somebody must be there before the next question is asked."""
    await recipients_of(turn.session, me=turn.me, target=target, now=turn.now)
    return await _go_on(replace(await _draft(turn.state), target=target), turn)


async def on_kind(press: target_view.ChooseKind, turn: Turn) -> Screen:
    match press.kind:
        case TargetKind.EVERYONE:
            return await _for(Target(kind=TargetKind.EVERYONE), turn)
        case TargetKind.POST:
            posts = await posts_of(turn.session, me=turn.me)
            await turn.state.update_data(posts=list(posts))
            return target_view.ask_post(posts, press.page, turn.t)
        case TargetKind.UNIT:
            units = await units_of(turn.session, me=turn.me)
            return target_view.ask_unit(units, press.page, turn.t)
        case TargetKind.PEOPLE:
            return target_view.ask_names(turn.t)


async def on_back_to_whom(press: target_view.AskWhom, turn: Turn) -> Screen:
    if turn.step not in _ASKS_WHOM:
        raise Over
    return await _go_on((await _draft(turn.state)).without(Part.TARGET), turn)


async def on_post(press: target_view.ChoosePost, turn: Turn) -> Screen:
    shown = (await turn.state.get_data()).get("posts", [])
    if not 0 <= press.at < len(shown):
        raise Over
    return await _for(Target(kind=TargetKind.POST, post=shown[press.at]), turn)


async def on_unit(press: target_view.ChooseUnit, turn: Turn) -> Screen:
    return await _for(Target(kind=TargetKind.UNIT, unit_id=press.unit_id), turn)


async def on_namesakes_page(press: target_view.ShowNamesakes, turn: Turn) -> Screen:
    return await _which(await _doubtful(turn), turn, page=press.page)


async def on_namesake(press: target_view.ChooseNamesake, turn: Turn) -> Screen:
    target = await _doubtful(turn)
    if press.person_id not in {person.person_id for person in await _bearers(target, turn)}:
        raise OutOfReach
    found = (*target.people, press.person_id)
    return await _for(replace(target, people=found, twice=target.twice[1:]), turn)


async def _doubtful(turn: Turn) -> Target:
    target = (await _draft(turn.state)).target
    if target is None or not target.twice:
        raise Over
    return target


async def on_due(message: Message, turn: Turn) -> Screen:
    due = read_due(message.text or "", now=turn.now)
    if due is None:
        raise NotUnderstood(Accepted.MOMENT)
    return await _go_on(replace(await _draft(turn.state), due=due), turn)


async def on_due_pressed(press: view.ChooseDue, turn: Turn) -> Screen:
    due = quick_due(press.due, now=turn.now)
    return await _go_on(replace(await _draft(turn.state), due=due), turn)


async def on_due_again(press: view.AskDueAgain, turn: Turn) -> Screen:
    return await _go_on((await _draft(turn.state)).without(Part.DUE), turn)


async def on_urgency(press: view.ChooseUrgency, turn: Turn) -> Screen:
    return await _go_on(replace(await _draft(turn.state), urgency=press.urgency), turn)


async def on_change(press: view.ChangeDraft, turn: Turn) -> Screen:
    return view.change(await _same(turn.state, press.no), turn.t)


async def _same(state: FSMContext, no: int) -> Draft:
    """The draft that a button was made for; an older one is over."""
    draft = await _draft(state)
    if draft.no != no:
        raise Over
    return draft


async def on_back(press: view.ShowDraft, turn: Turn) -> Screen:
    return await _page(await _same(turn.state, press.no), turn)


async def on_part(press: view.ChangePart, turn: Turn) -> Screen:
    return await _go_on((await _same(turn.state, press.no)).without(press.part), turn)


async def on_send(press: view.SendTask, turn: Turn) -> Reply:
    draft = await _same(turn.state, press.no)
    done = await dispatch_task(turn.session, me=turn.me, draft=draft, now=turn.now)
    await turn.state.clear()
    return Reply(screen=view.sent(done.names, done.unreachable, turn.t), notices=done.notices)


_TYPED: tuple[tuple[State, Handler], ...] = (
    (Dispatching.what, typed(on_what)),
    (Dispatching.whom, typed(on_whom)),
    (Dispatching.namesake, ONLY_BUTTONS),
    (Dispatching.due, typed(on_due)),
    (Dispatching.urgency, ONLY_BUTTONS),
    (Dispatching.confirm, ONLY_BUTTONS),
)


def register_routes(to: Routes) -> None:
    may, at = SUPERVISORS, Dispatching
    to.command("dispatch", typed(on_dispatch), may=may)
    for step, handler in _TYPED:
        to.step(step, handler, asks=asked(_asks_again), may=may)
    to.press(target_view.AskWhom, pressed(on_back_to_whom), may=may)
    to.press(target_view.ChooseKind, pressed(on_kind), may=may, step=at.whom)
    to.press(target_view.ChoosePost, pressed(on_post), may=may, step=at.whom)
    to.press(target_view.ChooseUnit, pressed(on_unit), may=may, step=at.whom)
    to.press(target_view.ChooseNamesake, pressed(on_namesake), may=may, step=at.namesake)
    to.press(target_view.ShowNamesakes, pressed(on_namesakes_page), may=may, step=at.namesake)
    to.press(view.ChooseDue, pressed(on_due_pressed), may=may, step=at.due)
    to.press(view.AskDueAgain, pressed(on_due_again), may=may, step=at.urgency)
    to.press(view.ChooseUrgency, pressed(on_urgency), may=may, step=at.urgency)
    to.press(view.SendTask, pressed(on_send), may=may, step=at.confirm)
    to.press(view.ChangeDraft, pressed(on_change), may=may, step=at.confirm)
    to.press(view.ShowDraft, pressed(on_back), may=may, step=at.confirm)
    to.press(view.ChangePart, pressed(on_part), may=may, step=at.confirm)
