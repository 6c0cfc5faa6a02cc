"""The evening review 评议: the morning's tasks gone through, problems met, tomorrow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from domain.notice import Circular, Notice
from domain.refusals import OfficeError
from domain.special_period import SecondRoll
from domain.task import TaskState


class ReviewState(StrEnum):
    AWAITED = "awaited"
    LEAVE = "leave"
    REST = "rest"
    HANDED_IN = "handed_in"
    LATE = "late"


HANDED_IN = (ReviewState.HANDED_IN, ReviewState.LATE)
TAKEN_FOR = 3
"""Days for which a review that was not handed in is still taken, as a late one."""


class ReviewDayNotTaken(OfficeError):
    """What was named is no day, or none whose review is still taken."""


class NoReviewThatDay(OfficeError):
    """A day of rest, or one before this person was asked."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


class Step(StrEnum):
    RESULT = "result"
    WHY = "why"
    PROBLEMS = "problems"
    TOMORROW = "tomorrow"
    CONFIRM = "confirm"
    HANDED_IN = "handed_in"


class Reason(StrEnum):
    """Reasons given by a button."""

    TIME = "time"
    WEATHER = "weather"
    HELP = "help"
    UNSAID = "unsaid"


@dataclass(frozen=True)
class Question:
    """`task` is the assignment it is about, or 0."""

    step: Step
    task: int = 0

    def __str__(self) -> str:
        return f"{self.step}:{self.task}"

    @classmethod
    def read(cls, written: str) -> "Question":
        step, _, task = written.partition(":")
        return cls(Step(step), int(task))


CONFIRM = Question(Step.CONFIRM)
_WORDS = {
    TaskState.DONE: {"完成", "已完成", "done"},
    TaskState.PARTLY: {"部分", "部分完成", "partly"},
    TaskState.NOT_DONE: {"未完成", "没完成", "没有完成", "not done"},
}


_NOTHING = {
    "无",
    "没有",
    "没",
    "没啥",
    "暂无",
    "没问题",
    "没有问题",
    "无问题",
    "no",
    "none",
    "nothing",
}


def says_nothing(text: str) -> bool:
    """A skip that was typed: “没有” is no problem that somebody met."""
    return text.strip().rstrip("。.!！").lower() in _NOTHING


def read_result(text: str) -> TaskState | None:
    """A result that was typed: presses do not outlive an outage, messages do."""
    said = text.strip().rstrip("。.!！").lower()
    return next((state for state, words in _WORDS.items() if said in words), None)


@dataclass(frozen=True, kw_only=True)
class Result:
    """`why` is None until it was asked, and empty when nothing was said."""

    state: TaskState
    why: str | None = None

    @property
    def is_complete(self) -> bool:
        return self.state is TaskState.DONE or self.why is not None


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The answers given so far; None is not answered yet, empty is skipped."""

    results: Mapping[int, Result] = field(default_factory=dict)
    problems: str | None = None
    tomorrow: str | None = None
    asking: Question | None = None

    def asks(self, tasks: Sequence[int]) -> Question:
        """The question gone back to, else the first one open, else whether all is right."""
        if self.asking in questions(tasks):
            return self.asking
        waiting = (each for each in questions(tasks) if self._lacks(each))
        return self._in_full(next(waiting, CONFIRM))

    def wants(self, question: Question, tasks: Sequence[int]) -> bool:
        """Whether an answer to this question changes anything; a second press does not."""
        if question.step is Step.WHY:
            result = self.results.get(question.task)
            return question.task in tasks and result is not None and not result.is_complete
        return question in questions(tasks) and (question == self.asking or self._lacks(question))

    def answered(self, question: Question, given: str) -> "Draft":
        match question.step:
            case Step.RESULT:
                return self._with(question.task, Result(state=TaskState(given)))
            case Step.WHY:
                result = self.results[question.task]
                return self._with(question.task, replace(result, why=given))
            case Step.PROBLEMS:
                return replace(self, problems=given, asking=None)
            case _:
                return replace(self, tomorrow=given, asking=None)

    def reworded(self, question: Question, given: str) -> "Draft":
        """An answer in other words; whatever is being asked is asked on."""
        return replace(self.answered(question, given), asking=self.asking)

    def _with(self, task: int, result: Result) -> "Draft":
        return replace(self, results={**self.results, task: result}, asking=None)

    def _lacks(self, question: Question) -> bool:
        match question.step:
            case Step.RESULT:
                result = self.results.get(question.task)
                return result is None or not result.is_complete
            case Step.PROBLEMS:
                return self.problems is None
            case _:
                return self.tomorrow is None

    def _in_full(self, question: Question) -> Question:
        """A task whose result is known lacks only its reason."""
        has_result = question.step is Step.RESULT and question.task in self.results
        return Question(Step.WHY, question.task) if has_result else question

    def kept(self) -> dict[str, Any]:
        return {
            "results": {
                str(task): {"state": result.state.value, "why": result.why}
                for task, result in self.results.items()
            },
            "problems": self.problems,
            "tomorrow": self.tomorrow,
            "step": str(self.asking) if self.asking else None,
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Draft":
        results = {
            int(task): Result(state=TaskState(result["state"]), why=result["why"])
            for task, result in kept.get("results", {}).items()
        }
        step = kept.get("step")
        return cls(
            results=results,
            problems=kept.get("problems"),
            tomorrow=kept.get("tomorrow"),
            asking=Question.read(step) if step else None,
        )


def questions(tasks: Sequence[int]) -> list[Question]:
    """What a review of these assignments asks, in its order; reasons come in between."""
    results = [Question(Step.RESULT, task) for task in tasks]
    return [*results, Question(Step.PROBLEMS), Question(Step.TOMORROW)]


INVITED = "review"


def open_all(units: Sequence[int], *, day: date, until: datetime) -> Circular:
    """The button that starts the review, for everyone of these units who is here."""
    about, key = {"day": day.toordinal()}, f"review:{day.isoformat()}:"
    return Circular(kind=INVITED, key=key, about=about, expires_at=until, among=tuple(units))


@dataclass(frozen=True, kw_only=True)
class ReviewOpened(Notice):
    """The button that starts the review; `settled` are tasks that need no result any more.

    `tomorrow` is the second roll that a special period brings from the next day on.
    """

    review_id: int
    day: date
    tasks: int
    settled: int = 0
    until: datetime
    tomorrow: SecondRoll | None = None

    @property
    def key(self) -> str:
        return f"review:{self.day.isoformat()}:{self.person_id}"

    @property
    def expires_at(self) -> datetime:
        return self.until


@dataclass(frozen=True, kw_only=True)
class ReviewMissed(Notice):
    """Nobody was asked, the office being out or failing; `units` are those of the reader."""

    units: tuple[str, ...]
    day: date
    has_failed: bool = False
