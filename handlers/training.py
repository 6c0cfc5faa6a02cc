"""Trainings to come: who is invited answers, who supervises sees the answers."""

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.office import Role
from domain.refusals import Over
from handlers.routes import AUXILIARIES, SUPERVISORS, Routes
from handlers.said import line_of
from handlers.turn import Said, Turn, asked, pressed, typed
from services.training import (
    attend_training,
    coming_trainings,
    decline_training,
    my_trainings,
    open_invitation,
)
from services.training_certificate import my_certificates
from services.training_code import waits_for_code
from services.training_desk import trainings_at_hand
from services.training_learning import my_learning
from views import training as view
from views import training_desk as desk_view
from views.screen import Reply, Screen
from views.training_certificate import certificate_lines
from views.words import word


class Declining(StatesGroup):
    reason = State()


async def on_training(message: Message, turn: Turn) -> Screen:
    if not turn.me.is_any(SUPERVISORS):
        return await _mine(turn)
    coming = await coming_trainings(turn.session, me=turn.me, now=turn.now)
    shelf = await trainings_at_hand(turn.session, me=turn.me, now=turn.now, size=desk_view.AT_HAND)
    return desk_view.board(
        coming,
        shelf.trainings,
        turn.t,
        is_invited=turn.me.is_any({Role.AUXILIARY}),
        has_more=shelf.count > len(shelf.trainings),
    )


async def on_mine(press: view.ListMyTrainings, turn: Turn) -> Screen:
    return await _mine(turn)


async def _mine(turn: Turn) -> Screen:
    trainings = await my_trainings(turn.session, me=turn.me, now=turn.now)
    waits = await waits_for_code(turn.session, me=turn.me, now=turn.now)
    learning = await my_learning(turn.session, me=turn.me, now=turn.now)
    today = turn.now.date()
    held = await my_certificates(turn.session, me=turn.me, today=today)
    return view.mine(
        trainings,
        turn.t,
        held=certificate_lines(held, today, turn.t),
        waits_for_code=waits,
        has_learning=bool(learning),
    )


async def on_opened(press: view.OpenTraining, turn: Turn) -> Screen:
    found = await open_invitation(
        turn.session, me=turn.me, training_id=press.training_id, now=turn.now
    )
    return view.invitation(found, turn.t)


async def on_attend(press: view.AttendTraining, turn: Turn) -> Screen:
    answered = await attend_training(
        turn.session, me=turn.me, training_id=press.training_id, now=turn.now
    )
    await _leave(turn)
    return view.noted(answered, turn.t)


async def on_decline(press: view.DeclineTraining, turn: Turn) -> Screen:
    """The question comes below, so that the training can still be answered if it is left."""
    found = await open_invitation(
        turn.session, me=turn.me, training_id=press.training_id, now=turn.now
    )
    await turn.state.set_state(Declining.reason)
    await turn.state.set_data({"training_id": press.training_id})
    return view.ask_reason(found, turn.t, anew=True)


async def on_excuse(press: view.ExcuseFromTraining, turn: Turn) -> Reply:
    return await _decline(turn, press.training_id, word(press.excuse, turn.t))


async def on_reason(message: Message, turn: Turn) -> Said:
    training_id = (await turn.state.get_data())["training_id"]
    reason = line_of(message)
    try:
        return await _decline(turn, training_id, reason)
    except Over:
        await turn.state.clear()
        return view.has_begun(turn.t)


async def _ask_reason(turn: Turn) -> Screen:
    training_id = (await turn.state.get_data())["training_id"]
    found = await open_invitation(turn.session, me=turn.me, training_id=training_id, now=turn.now)
    return view.ask_reason(found, turn.t)


async def _decline(turn: Turn, training_id: int, reason: str) -> Reply:
    answered, notices = await decline_training(
        turn.session, me=turn.me, training_id=training_id, reason=reason, now=turn.now
    )
    await _leave(turn)
    return Reply(screen=view.noted(answered, turn.t, reason=reason), notices=notices)


async def _leave(turn: Turn) -> None:
    """A button pressed from another conversation leaves that one as it is."""
    if turn.step == Declining.reason.state:
        await turn.state.clear()


def register_routes(to: Routes) -> None:
    to.command("training", typed(on_training), may=AUXILIARIES | SUPERVISORS)
    to.press(view.ListMyTrainings, pressed(on_mine), may=AUXILIARIES)
    to.press(view.OpenTraining, pressed(on_opened), may=AUXILIARIES)
    to.press(view.AttendTraining, pressed(on_attend), may=AUXILIARIES)
    to.press(view.DeclineTraining, pressed(on_decline), may=AUXILIARIES)
    to.press(view.ExcuseFromTraining, pressed(on_excuse), may=AUXILIARIES)
    to.step(Declining.reason, typed(on_reason), asks=asked(_ask_reason), may=AUXILIARIES)
