"""/complain: words to the administrators, with or without a name, and their one answer."""

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.refusals import Accepted
from domain.text import note
from handlers.routes import ADMINISTRATORS, MEMBERS, Routes
from handlers.said import note_of
from handlers.turn import ONLY_BUTTONS, Turn, asked, pressed, typed
from services.complaint import answer_complaint, complain, open_complaint, refuse_too_many
from views import complaint as view
from views.screen import Reply, Screen


class Complaining(StatesGroup):
    words = State()
    name = State()


class AnsweringComplaint(StatesGroup):
    words = State()


async def on_complain(message: Message, turn: Turn) -> Screen:
    await refuse_too_many(turn.session, me=turn.me, now=turn.now)
    if words := note(turn.args):
        return await _ask_name(turn, words)
    await turn.state.set_state(Complaining.words)
    return view.ask_words(turn.t)


async def on_words(message: Message, turn: Turn) -> Screen:
    return await _ask_name(turn, note_of(message, accepted=Accepted.WORDS))


async def _ask_name(turn: Turn, words: str) -> Screen:
    await turn.state.set_data({"words": words})
    await turn.state.set_state(Complaining.name)
    return view.ask_name(turn.t)


async def _asks_words(turn: Turn) -> Screen:
    return view.ask_words(turn.t)


async def _asks_name(turn: Turn) -> Screen:
    return view.ask_name(turn.t)


async def on_send(press: view.SendComplaint, turn: Turn) -> Reply:
    words = (await turn.state.get_data())["words"]
    told = await complain(
        turn.session, me=turn.me, words=words, is_named=press.is_named, now=turn.now
    )
    await turn.state.clear()
    return Reply(screen=view.sent(turn.t, is_named=press.is_named), notices=told)


async def on_answer(press: view.AnswerComplaint, turn: Turn) -> Screen:
    said = await open_complaint(turn.session, press.complaint_id)
    await turn.state.set_data({"complaint_id": press.complaint_id})
    await turn.state.set_state(AnsweringComplaint.words)
    return view.ask_answer(said, turn.t)


async def _asks_answer(turn: Turn) -> Screen:
    complaint_id = (await turn.state.get_data())["complaint_id"]
    return view.ask_answer(await open_complaint(turn.session, complaint_id), turn.t)


async def on_answer_words(message: Message, turn: Turn) -> Reply:
    answer = note_of(message, accepted=Accepted.WORDS)
    complaint_id = (await turn.state.get_data())["complaint_id"]
    told = await answer_complaint(
        turn.session, me=turn.me, complaint_id=complaint_id, answer=answer, now=turn.now
    )
    await turn.state.clear()
    return Reply(screen=view.answered(turn.t), notices=told)


def register_routes(to: Routes) -> None:
    to.command("complain", typed(on_complain), may=MEMBERS)
    to.step(Complaining.words, typed(on_words), asks=asked(_asks_words))
    to.step(Complaining.name, ONLY_BUTTONS, asks=asked(_asks_name))
    to.press(view.SendComplaint, pressed(on_send), may=MEMBERS, step=Complaining.name)
    to.press(view.AnswerComplaint, pressed(on_answer), may=ADMINISTRATORS)
    to.step(
        AnsweringComplaint.words,
        typed(on_answer_words),
        asks=asked(_asks_answer),
        may=ADMINISTRATORS,
    )
