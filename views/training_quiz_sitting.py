"""A quiz as people sit it: the question with its choices, and how it went."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.training_quiz import MAX_CHOICES, MAX_QUESTIONS, QuizOpened, QuizOver, Sitting
from views.screen import Button, Screen, explain, render
from views.texts import Texts
from views.training import Key

LETTERS = "ABCD"


class SitQuiz(CallbackData, prefix="quiz"):
    """`number` is the attempt that is meant: an old button begins no second one."""

    training_id: Key
    number: Annotated[int, Field(ge=1, le=2)]


class AnswerQuestion(CallbackData, prefix="quizans"):
    attempt_id: Key
    at: Annotated[int, Field(ge=0, lt=MAX_QUESTIONS)]
    choice: Annotated[int, Field(ge=0, lt=MAX_CHOICES)]


def sit_button(training_id: int, t: Texts) -> Button:
    return Button(t("Quiz"), SitQuiz(training_id=training_id, number=1))


@render.register
def opened(notice: QuizOpened, t: Texts) -> Screen:
    quiz = notice.quiz
    lines = [
        t.plural("{n} question, no hurry.", "{n} questions, no hurry.", len(quiz.questions)),
        t("Passed with {n} right. It can be repeated once.", n=quiz.pass_mark),
    ]
    begin = Button(t("Begin"), SitQuiz(training_id=quiz.training_id, number=1))
    title = t("Quiz: {title}", title=quiz.title)
    return Screen(title=title, text="\n".join(lines), buttons=((begin,),))


def shown(sitting: Sitting, t: Texts) -> Screen:
    return _result(sitting, t) if sitting.is_finished else _question(sitting, t)


def _question(sitting: Sitting, t: Texts) -> Screen:
    at = len(sitting.given)
    asked = sitting.quiz.questions[at]
    choices = [f"{LETTERS[n]}. {choice}" for n, choice in enumerate(asked.choices)]
    row = tuple(
        Button(LETTERS[n], AnswerQuestion(attempt_id=sitting.attempt_id, at=at, choice=n))
        for n in range(len(asked.choices))
    )
    place = t("Question {n} of {all}", n=at + 1, all=len(sitting.quiz.questions))
    return Screen(
        title=t("Quiz: {title}", title=sitting.quiz.title),
        text="\n".join([place, "", asked.text, "", *choices]),
        buttons=(row,),
    )


def _result(sitting: Sitting, t: Texts) -> Screen:
    """Where it may be repeated, the right answers are not given away."""
    figures = t("{right} of {all} right", right=sitting.right, all=len(sitting.quiz.questions))
    said = t("✓ Passed") if sitting.has_passed else t("Not passed")
    lines = [f"{said}: {figures}" if t.language == "en" else f"{said}：{figures}"]
    if sitting.may_repeat:
        lines.append(t("You may read the materials again and repeat it once."))
        again = SitQuiz(training_id=sitting.quiz.training_id, number=sitting.number + 1)
        rows = [(Button(t("Repeat"), again),)]
    else:
        lines += _answers(sitting, t)
        rows = []
    title = t("Quiz: {title}", title=sitting.quiz.title)
    return Screen(title=title, text="\n".join(lines), buttons=rows)


def _answers(sitting: Sitting, t: Texts) -> list[str]:
    if not sitting.missed:
        return []
    right = [
        f"· {asked.text}\n  {LETTERS[asked.answer]}. {asked.choices[asked.answer]}"
        for asked in sitting.missed
    ]
    return ["", t("The right answers:"), *right]


@explain.register
def over(_error: QuizOver, t: Texts) -> Screen:
    text = t("This quiz is closed: it is open for a month. Please ask the trainer.")
    return Screen(text=text, alert=True)
