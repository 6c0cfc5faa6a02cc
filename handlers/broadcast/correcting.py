"""Correcting a broadcast's text: typed anew, seen once more, then asked of everyone again."""

from typing import Any

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.broadcast import LONGEST
from domain.refusals import Accepted, Over
from handlers.routes import SUPERVISORS, Routes
from handlers.said import note_of
from handlers.turn import ONLY_BUTTONS, Turn, asked, pressed, typed
from services.broadcast_board import correct_broadcast, to_correct
from views import broadcast_board as board_view
from views import broadcast_change as view
from views.screen import Reply, Screen


class Correcting(StatesGroup):
    text = State()
    confirm = State()


async def on_correct(press: board_view.CorrectBroadcast, turn: Turn) -> Screen:
    board = await to_correct(turn.session, me=turn.me, broadcast_id=press.broadcast_id)
    await turn.state.set_state(Correcting.text)
    await turn.state.set_data({"id": board.broadcast_id, "revision": board.revision})
    return view.ask_correction(board, turn.t)


async def on_text(message: Message, turn: Turn) -> Screen:
    text = note_of(message, accepted=Accepted.WORDS, limit=LONGEST)
    await turn.state.update_data(text=text)
    await turn.state.set_state(Correcting.confirm)
    return await _asks(turn)


async def _asks(turn: Turn) -> Screen:
    data = await turn.state.get_data()
    board = await to_correct(turn.session, me=turn.me, broadcast_id=data["id"])
    if text := data.get("text"):
        return view.confirm_correction(board, text, turn.t)
    return view.ask_correction(board, turn.t)


async def on_confirmed(press: view.SendCorrection, turn: Turn) -> Reply:
    data: dict[str, Any] = await turn.state.get_data()
    if press.broadcast_id != data["id"]:
        raise Over
    board, notices = await correct_broadcast(
        turn.session,
        me=turn.me,
        broadcast_id=press.broadcast_id,
        revision=data["revision"],
        text=data["text"],
        now=turn.now,
    )
    await turn.state.clear()
    return Reply(screen=board_view.board_screen(board, turn.now, turn.t), notices=notices)


def register_routes(to: Routes) -> None:
    may, at = SUPERVISORS, Correcting
    to.press(board_view.CorrectBroadcast, pressed(on_correct), may=may)
    to.press(view.SendCorrection, pressed(on_confirmed), may=may, step=at.confirm)
    to.step(at.text, typed(on_text), asks=asked(_asks), may=may)
    to.step(at.confirm, ONLY_BUTTONS, asks=asked(_asks), may=may)
