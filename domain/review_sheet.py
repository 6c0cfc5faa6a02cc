"""A review as its screens show it, whole or at one question."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.remark import Remark
from domain.review import CONFIRM, Question, ReviewState, Step, questions
from domain.task import PlannedTask


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """`tasks` are asked, `settled` had their result before."""

    review_id: int
    day: date
    until: datetime
    asks: Question
    tasks: tuple[PlannedTask, ...] = ()
    settled: tuple[PlannedTask, ...] = ()
    problems: str = ""
    tomorrow: str = ""
    state: ReviewState = ReviewState.AWAITED
    handed_in_at: datetime | None = None
    is_past: bool = False
    is_full: bool = False
    remark: Remark | None = None

    @property
    def questions(self) -> list[Question]:
        return questions([task.assignment_id for task in self.tasks])

    @property
    def number(self) -> int:
        """Which question this is, from one; a reason belongs to its task."""
        step = Step.RESULT if self.asks.step is Step.WHY else self.asks.step
        return self.questions.index(Question(step, self.asks.task)) + 1

    @property
    def task(self) -> PlannedTask:
        return next(each for each in self.tasks if each.assignment_id == self.asks.task)

    @property
    def before(self) -> Question | None:
        """Where 返回 leads: to the page when every answer is there, else one question back."""
        if self.asks.step is Step.WHY:
            return Question(Step.RESULT, self.asks.task)
        if self.is_full:
            return CONFIRM
        return self.questions[self.number - 2] if self.number > 1 else None

    @property
    def may_change(self) -> bool:
        is_in_time = self.state is ReviewState.HANDED_IN and not self.is_past
        return is_in_time and self.remark is None
