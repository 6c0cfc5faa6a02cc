"""Writing a broadcast: the text, two times that may be left open, and a page to confirm."""

from dataclasses import replace

from aiogram.fsm.state import State
from aiogram.types import Message

from domain.broadcast import (
    LONGEST,
    refuse_early,
)
from domain.broadcast_draft import (
    EVENING,
    MORNING,
    BroadcastDraft,
    Part,
    quick_time,
    read_time_typed,
)
from domain.dispatch import Target, TargetKind
from domain.refusals import Accepted, NotUnderstood
from domain.text import note
from handlers.broadcast.draft import Broadcasting, asks_again, draft_of, go_on, page, same
from handlers.routes import SUPERVISORS, Handler, Routes
from handlers.said import note_of
from handlers.turn import ONLY_BUTTONS, Turn, asked, pressed, typed
from services.broadcast import send_broadcast
from views import broadcast_draft as view
from views.screen import Reply, Screen

_STEPS: dict[Part, State] = {
    Part.START: Broadcasting.start,
    Part.DEADLINE: Broadcasting.deadline,
}


async def on_broadcast(message: Message, turn: Turn) -> Screen:
    """With the text behind it, it goes to everyone in my units unless that is changed."""
    draft = BroadcastDraft(no=int(turn.now.timestamp()), text=note(turn.args, limit=LONGEST))
    if draft.text:
        draft = replace(draft, target=Target(kind=TargetKind.EVERYONE))
    return await go_on(draft, turn)


async def on_text(message: Message, turn: Turn) -> Screen:
    text = note_of(message, accepted=Accepted.WORDS, limit=LONGEST)
    return await go_on(replace(await draft_of(turn), text=text), turn)


async def on_start(message: Message, turn: Turn) -> Screen:
    return await _begins(await draft_of(turn), turn, message.text or "")


async def _begins(draft: BroadcastDraft, turn: Turn, text: str) -> Screen:
    at = read_time_typed(text, now=turn.now, hour=MORNING)
    if at is None:
        raise NotUnderstood(Accepted.MOMENT)
    return await _at(replace(draft, begins_at=at), turn)


async def _at(draft: BroadcastDraft, turn: Turn) -> Screen:
    refuse_early(draft.begins_at, draft.deadline, now=turn.now)
    return await go_on(draft, turn)


async def on_start_pressed(press: view.ChooseStart, turn: Turn) -> Screen:
    at = quick_time(press.at, now=turn.now, hour=MORNING)
    return await _at(replace(await draft_of(turn), begins_at=at), turn)


async def on_deadline(message: Message, turn: Turn) -> Screen:
    at = read_time_typed(message.text or "", now=turn.now, hour=EVENING)
    if at is None:
        raise NotUnderstood(Accepted.MOMENT)
    return await _at(replace(await draft_of(turn), deadline=at), turn)


async def on_deadline_pressed(press: view.ChooseDeadline, turn: Turn) -> Screen:
    at = quick_time(press.at, now=turn.now, hour=EVENING)
    return await _at(replace(await draft_of(turn), deadline=at), turn)


async def on_change(press: view.ChangeBroadcast, turn: Turn) -> Screen:
    return view.change(await same(turn, press.no), turn.t)


async def on_back(press: view.ShowBroadcast, turn: Turn) -> Screen:
    draft = await same(turn, press.no)
    await turn.state.set_state(Broadcasting.confirm)
    return await page(draft, turn)


async def on_part(press: view.ChangeBroadcastPart, turn: Turn) -> Screen:
    """A time that was set stays until another is chosen."""
    draft = await same(turn, press.no)
    if press.part in _STEPS:
        return await go_on(draft, turn, to=_STEPS[press.part])
    return await go_on(draft.without(press.part), turn)


async def on_send(press: view.SendBroadcast, turn: Turn) -> Reply:
    draft = await same(turn, press.no)
    done = await send_broadcast(turn.session, me=turn.me, draft=draft, now=turn.now)
    await turn.state.clear()
    screen = view.sent(done.broadcast_id, draft.begins_at, done.reach, turn.t)
    return Reply(screen=screen, notices=done.notices)


_TYPED: tuple[tuple[State, Handler], ...] = (
    (Broadcasting.text, typed(on_text)),
    (Broadcasting.start, typed(on_start)),
    (Broadcasting.deadline, typed(on_deadline)),
    (Broadcasting.confirm, ONLY_BUTTONS),
)


def register_routes(to: Routes) -> None:
    may, at = SUPERVISORS, Broadcasting
    to.command("broadcast", typed(on_broadcast), may=may)
    for step, handler in _TYPED:
        to.step(step, handler, asks=asked(asks_again), may=may)
    to.press(view.ChooseStart, pressed(on_start_pressed), may=may, step=at.start)
    to.press(view.ChooseDeadline, pressed(on_deadline_pressed), may=may, step=at.deadline)
    to.press(view.SendBroadcast, pressed(on_send), may=may, step=at.confirm)
    to.press(view.ChangeBroadcast, pressed(on_change), may=may, step=at.confirm)
    to.press(view.ChangeBroadcastPart, pressed(on_part), may=may, step=at.confirm)
    to.press(view.ShowBroadcast, pressed(on_back), may=may)
