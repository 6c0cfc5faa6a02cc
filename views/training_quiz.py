"""How a trainer writes a quiz question by question, opens it, and sees who has passed."""

from collections.abc import Sequence
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.training_quiz import (
    MAX_CHOICES,
    MAX_QUESTIONS,
    ChoicesUnclear,
    NoQuestions,
    QuestionsFull,
    Quiz,
    QuizOpenAlready,
    QuizStanding,
    pass_marks,
)
from views.help import cancel_row
from views.screen import Button, Row, Screen, column, explain
from views.texts import Texts
from views.training import SHOWN, Key
from views.training_desk import OpenDesk, OpenQuiz
from views.training_quiz_sitting import LETTERS
from views.words import word


class DropQuestion(CallbackData, prefix="quizdrop"):
    """`question_id` is the last one as it was shown: pressed twice, one is gone."""

    training_id: Key
    question_id: Key


class PickRight(CallbackData, prefix="quizright"):
    training_id: Key
    choice: Annotated[int, Field(ge=0, lt=MAX_CHOICES)]


class QuizWritten(CallbackData, prefix="quizdone"):
    training_id: Key


class PickMark(CallbackData, prefix="quizmark"):
    """Opens the quiz."""

    training_id: Key
    mark: Annotated[int, Field(ge=1, le=MAX_QUESTIONS)]


def ask_question(quiz: Quiz, t: Texts) -> Screen:
    lines = [f"{at}. {asked.text}" for at, asked in enumerate(quiz.questions, start=1)]
    number = len(quiz.questions) + 1
    if number <= MAX_QUESTIONS:
        lines.append(t("Please type question {n}, without its answers.", n=number))
    rows: list[Row] = []
    if quiz.questions:
        drop = DropQuestion(
            training_id=quiz.training_id, question_id=quiz.questions[-1].question_id
        )
        rows.append((Button(t("That is all"), QuizWritten(training_id=quiz.training_id)),))
        rows.append((Button(t("Take the last one out"), drop),))
    back = Button(t("Back"), OpenDesk(training_id=quiz.training_id))
    return _screen(quiz, lines, (*rows, (back, *cancel_row(t))), t)


def ask_choices(quiz: Quiz, text: str, t: Texts) -> Screen:
    lines = [text, "", t("Please type two to four answers in one message, each on its own line.")]
    return _screen(quiz, lines, (_leave(quiz, t),), t)


def ask_right(quiz: Quiz, text: str, choices: Sequence[str], t: Texts) -> Screen:
    listed = [f"{LETTERS[n]}. {choice}" for n, choice in enumerate(choices)]
    row = tuple(
        Button(LETTERS[n], PickRight(training_id=quiz.training_id, choice=n))
        for n in range(len(choices))
    )
    lines = [text, *listed, "", t("Which answer is right? Please press a button.")]
    return _screen(quiz, lines, (row, _leave(quiz, t)), t)


def ask_mark(quiz: Quiz, t: Texts) -> Screen:
    count = len(quiz.questions)
    marks = column(
        Button(
            t("{n} of {all} right", n=mark, all=count),
            PickMark(training_id=quiz.training_id, mark=mark),
        )
        for mark in pass_marks(count)
    )
    lines = [t("From how many right answers on is it passed? The button opens the quiz.")]
    return _screen(quiz, lines, (*marks, _leave(quiz, t)), t)


def _leave(quiz: Quiz, t: Texts) -> Row:
    return (Button(t("Back"), OpenQuiz(training_id=quiz.training_id)), *cancel_row(t))


def results(quiz: Quiz, standings: Sequence[tuple[str, QuizStanding]], t: Texts) -> Screen:
    """Who has passed and who has not, by unit and name, without marks."""
    lines = [
        t("Passed with {n} of {all}.", n=quiz.pass_mark, all=len(quiz.questions)),
        *(line for standing in QuizStanding for line in _group(standing, standings, t)),
    ]
    back = Button(t("Back"), OpenDesk(training_id=quiz.training_id))
    again = Button(t("Refresh"), OpenQuiz(training_id=quiz.training_id))
    return _screen(quiz, lines, ((again, back),), t)


def _group(
    standing: QuizStanding, standings: Sequence[tuple[str, QuizStanding]], t: Texts
) -> list[str]:
    names = [name for name, found in standings if found is standing]
    if not names:
        return []
    shown = t.listed(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
    return [t("{standing} {n}: {names}", standing=word(standing, t), n=len(names), names=shown)]


def opened(quiz: Quiz, asked: int, t: Texts) -> Screen:
    text = t.plural("✓ Open: {n} person is asked.", "✓ Open: {n} people are asked.", asked)
    back = Button(t("Back"), OpenDesk(training_id=quiz.training_id))
    return _screen(quiz, [text], ((back,),), t)


def _screen(quiz: Quiz, lines: Sequence[str], buttons: Sequence[Row], t: Texts) -> Screen:
    title = t("Quiz: {title}", title=quiz.title)
    return Screen(title=title, text="\n".join(lines), buttons=buttons)


@explain.register
def choices_unclear(_error: ChoicesUnclear, t: Texts) -> Screen:
    return Screen(text=t("I need two to four different answers, each on a line of its own."))


@explain.register
def open_already(_error: QuizOpenAlready, t: Texts) -> Screen:
    text = t("The quiz is open already: its questions stay as they are.")
    return Screen(text=text, alert=True)


@explain.register
def no_questions(_error: NoQuestions, t: Texts) -> Screen:
    return Screen(text=t("The quiz has no question yet. Please type one."), alert=True)


@explain.register
def questions_full(_error: QuestionsFull, t: Texts) -> Screen:
    text = t("{n} questions are enough: press “That is all”.", n=MAX_QUESTIONS)
    return Screen(text=text, alert=True)
