"""A short quiz after a training: choices, a pass mark, one repeat, and never a ranking."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from domain.notice import Notice
from domain.refusals import OfficeError
from domain.text import MAX_LINE, clean, within

MIN_CHOICES, MAX_CHOICES = 2, 4
MAX_QUESTIONS = 20
ATTEMPTS = 2
QUIZ_LASTS = timedelta(days=30)
SHARES = (60, 80, 100)
"""Per cent of right answers that are offered as the pass mark."""
MAX_CHOICE = 60


class QuizStanding(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    SITTING = "sitting"
    SILENT = "silent"


class ChoicesUnclear(OfficeError):
    """Two to four different choices, each on a line of its own."""


class QuizOpenAlready(OfficeError):
    """What people answer already is not changed under them."""


class NoQuestions(OfficeError):
    """A quiz needs a question before it is opened."""


class QuestionsFull(OfficeError):
    """A quiz is short."""


class QuizOver(OfficeError):
    """It was not opened, or a month has passed."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """`answer` counts the choices from 0."""

    question_id: int
    text: str
    choices: tuple[str, ...]
    answer: int


@dataclass(frozen=True, kw_only=True)
class Quiz:
    training_id: int
    title: str
    questions: tuple[Question, ...]
    pass_mark: int = 0
    is_open: bool = False


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """One person's attempt: what was given so far."""

    quiz: Quiz
    attempt_id: int
    number: int
    given: tuple[int, ...]

    @property
    def is_finished(self) -> bool:
        return len(self.given) >= len(self.quiz.questions)

    @property
    def right(self) -> int:
        return sum(given == asked.answer for given, asked in self._pairs())

    @property
    def has_passed(self) -> bool:
        return self.is_finished and self.right >= self.quiz.pass_mark

    @property
    def may_repeat(self) -> bool:
        return self.is_finished and not self.has_passed and self.number < ATTEMPTS

    @property
    def missed(self) -> tuple[Question, ...]:
        return tuple(asked for given, asked in self._pairs() if given != asked.answer)

    def _pairs(self) -> Iterable[tuple[int, Question]]:
        return zip(self.given, self.quiz.questions, strict=False)


@dataclass(frozen=True, kw_only=True)
class QuizOpened(Notice):
    quiz: Quiz

    @property
    def key(self) -> str:
        return f"quiz:{self.quiz.training_id}:{self.person_id}"


def read_choices(text: str) -> tuple[str, ...]:
    lines = [line.strip() for line in clean(text).split("\n") if line.strip()]
    choices = tuple(within(line, limit=MAX_CHOICE) for line in lines)
    within("".join(choices), limit=MAX_LINE * MAX_CHOICES)
    if not MIN_CHOICES <= len(choices) <= MAX_CHOICES or len(set(choices)) < len(choices):
        raise ChoicesUnclear
    return choices


def pass_marks(questions: int) -> list[int]:
    """The offered shares in whole questions, each once."""
    return sorted({-(-questions * share // 100) for share in SHARES})


def answered(given: Sequence[int], *, at: int, choice: int, question: Question) -> list[int]:
    """The first answer to a question counts; an old button changes nothing."""
    if at != len(given) or not 0 <= choice < len(question.choices):
        return list(given)
    return [*given, choice]
