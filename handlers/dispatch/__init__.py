"""Dispatching a task: four questions or one line, a page that shows all, then it is sent."""

from collections.abc import Sequence
from dataclasses import replace

from aiogram.types import Message

from domain.dispatch_draft import Draft
from domain.notice import Notice
from domain.refusals import Accepted
from handlers.dispatch import reach, when
from handlers.dispatch.talk import (
    CHOOSING,
    Dispatching,
    asks_again,
    draft_of,
    go_on,
    page,
    same_draft,
)
from handlers.routes import SUPERVISORS, Routes
from handlers.said import line_of
from handlers.turn import ONLY_BUTTONS, Turn, asked, pressed, typed
from services.dispatch import dispatch_task, draft_for_another
from services.dispatch_line import read_line
from services.offer import offer_task
from services.offer_desk import draft_instead, withdraw_offer
from services.routine import keep_routine
from views import dispatch as view
from views import dispatch_reach as reach_view
from views import offer as offer_view
from views import routine as routine_view
from views import task as task_view
from views.screen import Reply, Screen

__all__ = ["CHOOSING", "register_routes"]


async def on_dispatch(message: Message, turn: Turn) -> Screen:
    draft = await read_line(turn.session, me=turn.me, text=turn.args, now=turn.now)
    return await go_on(draft, turn)


async def on_hand_over(press: offer_view.HandOffer, turn: Turn) -> Screen:
    """What nobody takes is handed to somebody; all but for whom is known."""
    draft = await draft_instead(turn.session, me=turn.me, task_id=press.task_id, now=turn.now)
    return await go_on(draft, turn)


async def on_hand_again(press: task_view.HandAgain, turn: Turn) -> Screen:
    draft = await draft_for_another(
        turn.session, me=turn.me, assignment_id=press.assignment_id, now=turn.now
    )
    return await go_on(draft, turn)


async def on_what(message: Message, turn: Turn) -> Screen:
    title = line_of(message, accepted=Accepted.WORDS)
    return await go_on(replace(await draft_of(turn.state), title=title), turn)


async def on_urgency(press: view.ChooseUrgency, turn: Turn) -> Screen:
    return await go_on(replace(await draft_of(turn.state), urgency=press.urgency), turn)


async def on_change(press: view.ChangeDraft, turn: Turn) -> Screen:
    return view.change(await same_draft(turn.state, press.no), turn.t)


async def on_back(press: reach_view.ShowDraft, turn: Turn) -> Screen:
    return await page(await same_draft(turn.state, press.no), turn)


async def on_part(press: view.ChangePart, turn: Turn) -> Screen:
    return await go_on((await same_draft(turn.state, press.no)).without(press.part), turn)


async def on_send(press: view.SendTask, turn: Turn) -> Reply:
    draft = await same_draft(turn.state, press.no)
    send = _keep if draft.rhythm else _offer if draft.is_offer else _send
    gone = await _withdrawn(draft, turn)
    reply = await send(draft, turn)
    await turn.state.clear()
    return replace(reply, notices=[*gone, *reply.notices])


async def _withdrawn(draft: Draft, turn: Turn) -> Sequence[Notice]:
    """Of the offer in whose place this task is handed out."""
    if draft.instead_of is None:
        return ()
    gone = await withdraw_offer(turn.session, me=turn.me, task_id=draft.instead_of, now=turn.now)
    return gone.notices


async def _send(draft: Draft, turn: Turn) -> Reply:
    done = await dispatch_task(turn.session, me=turn.me, draft=draft, now=turn.now)
    return Reply(screen=view.sent(done.names, done.unreachable, turn.t), notices=done.notices)


async def _offer(draft: Draft, turn: Turn) -> Reply:
    done = await offer_task(turn.session, me=turn.me, draft=draft, now=turn.now)
    screen = view.offered(done.task_id, done.names, turn.t)
    return Reply(screen=screen, notices=done.notices)


async def _keep(draft: Draft, turn: Turn) -> Reply:
    done = await keep_routine(turn.session, me=turn.me, draft=draft, now=turn.now)
    screen = routine_view.kept(done.routine, done.first, len(done.today), turn.t)
    return Reply(screen=screen, notices=done.today)


def register_routes(to: Routes) -> None:
    may, at = SUPERVISORS, Dispatching
    to.command("dispatch", typed(on_dispatch), may=may)
    to.press(offer_view.HandOffer, pressed(on_hand_over), may=may)
    to.press(task_view.HandAgain, pressed(on_hand_again), may=may)
    to.step(at.what, typed(on_what), asks=asked(asks_again), may=may)
    when.register_routes(to)
    reach.register_routes(to)
    to.step(at.urgency, ONLY_BUTTONS, asks=asked(asks_again), may=may)
    to.step(at.confirm, ONLY_BUTTONS, asks=asked(asks_again), may=may)
    to.press(view.ChooseUrgency, pressed(on_urgency), may=may, step=at.urgency)
    to.press(view.SendTask, pressed(on_send), may=may, step=at.confirm)
    to.press(view.ChangeDraft, pressed(on_change), may=may, step=at.confirm)
    to.press(reach_view.ShowDraft, pressed(on_back), may=may, step=at.confirm)
    to.press(view.ChangePart, pressed(on_part), may=may, step=at.confirm)
