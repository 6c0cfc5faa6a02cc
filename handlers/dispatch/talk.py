"""The draft of a dispatch, the question that is open in it, and the page that shows all."""

from dataclasses import replace

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup

from domain.dispatch import Recipients, Target
from domain.dispatch_draft import Draft, Part
from domain.refusals import OfficeError, Over
from handlers.target import Choosing, ask_which
from handlers.turn import Turn
from services.burden import asked_enough
from services.dispatch_target import recipients_of
from views import dispatch as view
from views.screen import Screen
from views.target import Purpose, ask_whom


class Dispatching(StatesGroup):
    what = State()
    whom = State()
    namesake = State()
    due = State()
    often = State()
    until = State()
    urgency = State()
    confirm = State()


async def draft_of(state: FSMContext) -> Draft:
    return Draft.read(await state.get_data())


async def same_draft(state: FSMContext, no: int) -> Draft:
    """The draft that a button was made for; an older one is over."""
    draft = await draft_of(state)
    if draft.no != no:
        raise Over
    return draft


async def go_on(draft: Draft, turn: Turn) -> Screen:
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
            return Dispatching.namesake, await ask_which(draft.target, turn)
        case Part.TARGET:
            return Dispatching.whom, ask_whom(Purpose.TASK, turn.t)
        case Part.DUE:
            return Dispatching.due, view.ask_due(turn.now, turn.t)
        case Part.URGENCY:
            return Dispatching.urgency, view.ask_urgency(draft, turn.now, turn.t)
        case None:
            return Dispatching.confirm, await page(draft, turn)


async def asks_again(turn: Turn) -> Screen:
    """A page that cannot be shown any more still offers its parts to change."""
    draft = await draft_of(turn.state)
    try:
        _, screen = await _next(draft, turn)
    except OfficeError:
        return view.change(draft, turn.t)
    return screen


async def page(draft: Draft, turn: Turn) -> Screen:
    if draft.missing or draft.target is None or draft.due is None:
        raise Over
    chosen = await recipients_on(draft, draft.target, turn)
    full = await asked_enough(turn.session, now=turn.now) & {p.person_id for p in chosen.people}
    today = turn.now.date()
    return view.confirm(draft, draft.due, chosen, turn.t, today=today, full=len(full))


async def recipients_on(draft: Draft, target: Target, turn: Turn) -> Recipients:
    """As they are on the day on which it is to be done."""
    day = draft.due.day if draft.due else turn.now.date()
    return await recipients_of(
        turn.session, scope=turn.me.scope, target=target, day=day, by=turn.me.id
    )


async def _chosen(turn: Turn) -> Target | None:
    return (await draft_of(turn.state)).target


async def _choose(target: Target | None, turn: Turn) -> Screen:
    """Somebody must be there before the next question is asked."""
    draft = await draft_of(turn.state)
    if target:
        await recipients_on(draft, target, turn)
    return await go_on(replace(draft, target=target), turn)


CHOOSING = Choosing(
    purpose=Purpose.TASK,
    whom=Dispatching.whom,
    namesake=Dispatching.namesake,
    chosen=_chosen,
    choose=_choose,
    asks_again=asks_again,
)
