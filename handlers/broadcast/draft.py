"""Where a broadcast's draft stands, and the question that comes next."""

from dataclasses import replace

from aiogram.fsm.state import State, StatesGroup

from domain.broadcast_draft import BroadcastDraft, Part
from domain.dispatch import Target
from domain.refusals import OfficeError, Over
from handlers.target import Choosing, ask_which
from handlers.turn import Turn
from services.broadcast import asked_enough_of, audience_of
from services.broadcast_board import recent
from views import broadcast_draft as view
from views.screen import Screen
from views.target import Purpose, ask_whom


class Broadcasting(StatesGroup):
    text = State()
    whom = State()
    namesake = State()
    start = State()
    deadline = State()
    confirm = State()


async def leave_unbegun(turn: Turn) -> None:
    """Whoever looks at an earlier notice instead of writing one; a draft is kept."""
    if turn.step == Broadcasting.text.state and not (await draft_of(turn)).target:
        await turn.state.clear()


async def draft_of(turn: Turn) -> BroadcastDraft:
    return BroadcastDraft.read(await turn.state.get_data())


async def same(turn: Turn, no: int) -> BroadcastDraft:
    """The draft that a button was made for; an older one is over."""
    draft = await draft_of(turn)
    if turn.step not in Broadcasting.__all_states_names__ or draft.no != no:
        raise Over
    return draft


async def go_on(draft: BroadcastDraft, turn: Turn, *, to: State | None = None) -> Screen:
    """The first question that is still open, or the one asked for; with none, the page."""
    step, screen = await _next(draft, turn, to)
    await turn.state.set_data(draft.written())
    await turn.state.set_state(step)
    return screen


async def _next(
    draft: BroadcastDraft, turn: Turn, to: State | None = None
) -> tuple[State, Screen]:
    match draft.missing:
        case Part.TEXT:
            earlier = await recent(turn.session, me=turn.me)
            return Broadcasting.text, view.ask_text(earlier, turn.t)
        case Part.TARGET if draft.target:
            return Broadcasting.namesake, await ask_which(draft.target, turn)
        case Part.TARGET:
            return Broadcasting.whom, ask_whom(Purpose.NOTICE, turn.t)
    if to is Broadcasting.start:
        return to, view.ask_start(draft, turn.now, turn.t)
    if to is Broadcasting.deadline:
        return to, view.ask_deadline(draft, turn.now, turn.t)
    return Broadcasting.confirm, await page(draft, turn)


async def asks_again(turn: Turn) -> Screen:
    """A page that cannot be shown any more still offers its parts to change."""
    draft = await draft_of(turn)
    steps = {state.state: state for state in (Broadcasting.start, Broadcasting.deadline)}
    try:
        _, screen = await _next(draft, turn, steps.get(turn.step))
    except OfficeError:
        return view.change(draft, turn.t)
    return screen


async def page(draft: BroadcastDraft, turn: Turn) -> Screen:
    if draft.target is None:
        raise Over
    meant = await audience_of(turn.session, me=turn.me, target=draft.target)
    full = await asked_enough_of(turn.session, me=turn.me, target=draft.target, now=turn.now)
    shown = view.Page(
        draft=draft,
        target=draft.target,
        reach=meant.reach,
        name=meant.name,
        people=meant.people,
        full=full,
    )
    return view.confirm(shown, turn.t)


async def _chosen(turn: Turn) -> Target | None:
    return (await draft_of(turn)).target


async def _choose(target: Target | None, turn: Turn) -> Screen:
    """Somebody must be there before the next question is asked."""
    if target:
        await audience_of(turn.session, me=turn.me, target=target)
    return await go_on(replace(await draft_of(turn), target=target), turn)


CHOOSING = Choosing(
    purpose=Purpose.NOTICE,
    whom=Broadcasting.whom,
    namesake=Broadcasting.namesake,
    chosen=_chosen,
    choose=_choose,
    asks_again=asks_again,
)
