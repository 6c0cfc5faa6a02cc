"""Writing a quiz: question, answers, the right one; then the pass mark opens it."""

from typing import Any

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.refusals import Accepted, Over
from domain.training_quiz import MAX_QUESTIONS, QuestionsFull, read_choices
from handlers.routes import SUPERVISORS, Routes
from handlers.said import line_of
from handlers.turn import ONLY_BUTTONS, Turn, asked, pressed, typed
from services.training_quiz import (
    add_question,
    drop_last_question,
    open_quiz,
    read_quiz,
    standings,
)
from views import training_quiz as view
from views.screen import Reply, Screen
from views.training_desk import OpenQuiz


class WritingQuiz(StatesGroup):
    question = State()
    choices = State()
    right = State()
    mark = State()


async def on_quiz(press: OpenQuiz, turn: Turn) -> Screen:
    return await _begin(turn, press.training_id)


async def _begin(turn: Turn, training_id: int) -> Screen:
    """Once it is open there is nothing to write, only to see."""
    quiz = await read_quiz(turn.session, me=turn.me, training_id=training_id)
    if quiz.is_open:
        if (turn.step or "") in WritingQuiz:
            await turn.state.clear()
        found = await standings(turn.session, me=turn.me, training_id=training_id)
        return view.results(quiz, found, turn.t)
    await turn.state.set_state(WritingQuiz.question)
    await turn.state.set_data({"training_id": training_id})
    return view.ask_question(quiz, turn.t)


async def on_question(message: Message, turn: Turn) -> Screen:
    text = line_of(message, accepted=Accepted.WORDS)
    data = await turn.state.update_data(text=text)
    quiz = await read_quiz(turn.session, me=turn.me, training_id=data["training_id"])
    if len(quiz.questions) >= MAX_QUESTIONS:
        raise QuestionsFull
    return await _goes_to(turn, WritingQuiz.choices)


async def on_choices(message: Message, turn: Turn) -> Screen:
    await turn.state.update_data(choices=list(read_choices(message.text or "")))
    return await _goes_to(turn, WritingQuiz.right)


async def on_right(press: view.PickRight, turn: Turn) -> Screen:
    data = await _mine(turn, press.training_id)
    if press.choice >= len(data["choices"]):
        raise Over(ends=False)
    await add_question(
        turn.session,
        me=turn.me,
        training_id=press.training_id,
        text=data["text"],
        choices=data["choices"],
        answer=press.choice,
    )
    return await _begin(turn, press.training_id)


async def on_dropped(press: view.DropQuestion, turn: Turn) -> Screen:
    quiz = await read_quiz(turn.session, me=turn.me, training_id=press.training_id)
    if quiz.questions and quiz.questions[-1].question_id == press.question_id:
        await drop_last_question(turn.session, me=turn.me, training_id=press.training_id)
    return await _begin(turn, press.training_id)


async def on_written(press: view.QuizWritten, turn: Turn) -> Screen:
    await _mine(turn, press.training_id)
    return await _goes_to(turn, WritingQuiz.mark)


async def on_mark(press: view.PickMark, turn: Turn) -> Reply:
    await _mine(turn, press.training_id)
    notices = await open_quiz(
        turn.session,
        me=turn.me,
        training_id=press.training_id,
        pass_mark=press.mark,
        now=turn.now,
    )
    await turn.state.clear()
    quiz = await read_quiz(turn.session, me=turn.me, training_id=press.training_id)
    return Reply(screen=view.opened(quiz, len(notices), turn.t), notices=notices)


async def _mine(turn: Turn, training_id: int) -> dict[str, Any]:
    """Two quizzes may lie open in the chat: a button belongs to the one that is written now."""
    data = await turn.state.get_data()
    if data["training_id"] != training_id:
        raise Over(ends=False)
    return data


async def _goes_to(turn: Turn, step: State) -> Screen:
    await turn.state.set_state(step)
    return await _page(turn)


async def _page(turn: Turn) -> Screen:
    """What is asked at this step."""
    data = await turn.state.get_data()
    quiz = await read_quiz(turn.session, me=turn.me, training_id=data["training_id"])
    match await turn.state.get_state():
        case WritingQuiz.choices.state:
            return view.ask_choices(quiz, data["text"], turn.t)
        case WritingQuiz.right.state:
            return view.ask_right(quiz, data["text"], data["choices"], turn.t)
        case WritingQuiz.mark.state:
            return view.ask_mark(quiz, turn.t)
    return view.ask_question(quiz, turn.t)


def register_routes(to: Routes) -> None:
    at, may = WritingQuiz, SUPERVISORS
    to.press(OpenQuiz, pressed(on_quiz), may=may)
    to.press(view.DropQuestion, pressed(on_dropped), may=may, step=at.question)
    to.press(view.QuizWritten, pressed(on_written), may=may, step=at.question)
    to.press(view.PickRight, pressed(on_right), may=may, step=at.right)
    to.press(view.PickMark, pressed(on_mark), may=may, step=at.mark)
    to.step(at.question, typed(on_question), asks=asked(_page), may=may)
    to.step(at.choices, typed(on_choices), asks=asked(_page), may=may)
    to.step(at.right, ONLY_BUTTONS, asks=asked(_page), may=may)
    to.step(at.mark, ONLY_BUTTONS, asks=asked(_page), may=may)
