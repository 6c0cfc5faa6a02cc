"""Sitting a quiz: a button for each answer, the same message from question to question."""

from handlers.routes import AUXILIARIES, Routes
from handlers.turn import Turn, pressed
from services.training_quiz_sitting import answer_question, sit_quiz
from views import training_quiz_sitting as view
from views.screen import Screen


async def on_begun(press: view.SitQuiz, turn: Turn) -> Screen:
    sitting = await sit_quiz(
        turn.session,
        me=turn.me,
        training_id=press.training_id,
        number=press.number,
        now=turn.now,
    )
    return view.shown(sitting, turn.t)


async def on_answer(press: view.AnswerQuestion, turn: Turn) -> Screen:
    sitting = await answer_question(
        turn.session,
        me=turn.me,
        attempt_id=press.attempt_id,
        at=press.at,
        choice=press.choice,
        now=turn.now,
    )
    return view.shown(sitting, turn.t)


def register_routes(to: Routes) -> None:
    to.press(view.SitQuiz, pressed(on_begun), may=AUXILIARIES)
    to.press(view.AnswerQuestion, pressed(on_answer), may=AUXILIARIES)
