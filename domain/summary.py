"""A summary 汇总: a day, a week or a month of some units in figures that add up."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from domain.refusals import OfficeError, OutOfReach
from domain.review import HANDED_IN, ReviewState
from domain.roll_call import Attendance, Tally
from domain.task import TaskState
from domain.training import Participation, invitations
from domain.when import Period

Word = TypeVar("Word", bound=StrEnum)


class SummaryNotFound(OutOfReach):
    """Neither days nor a unit within reach: a foreign unit is as good as an unknown one."""


class NoUnits(OfficeError):
    """Nothing is in this person's charge yet."""


class RollDay(StrEnum):
    """Whether the roll was called on these days; if not, as far as the calendar says why."""

    CALLED = "called"
    REST = "rest"
    AHEAD = "ahead"
    NOT_YET = "not_yet"
    NOT_CALLED = "not_called"


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What is counted of some people over some days: how many of each word.

    `second` is a special period's roll beside the morning's; no rate is drawn from it.
    """

    roll: Mapping[Attendance, int] = field(default_factory=dict)
    second: Mapping[Attendance, int] = field(default_factory=dict)
    tasks: Mapping[TaskState, int] = field(default_factory=dict)
    reviews: Mapping[ReviewState, int] = field(default_factory=dict)
    trainings: Mapping[Participation, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any((self.roll, self.second, self.tasks, self.reviews, self.trainings))

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            roll=Counter(self.roll) + Counter(other.roll),
            second=Counter(self.second) + Counter(other.second),
            tasks=Counter(self.tasks) + Counter(other.tasks),
            reviews=Counter(self.reviews) + Counter(other.reviews),
            trainings=Counter(self.trainings) + Counter(other.trainings),
        )

    @property
    def tally(self) -> Tally:
        return Tally.of(self.roll)

    @property
    def handed_in(self) -> int:
        return sum(self.reviews.get(state, 0) for state in HANDED_IN)

    @property
    def invitations(self) -> int:
        return invitations(self.trainings)

    @property
    def reviews_expected(self) -> int:
        return self.handed_in + self.reviews.get(ReviewState.AWAITED, 0)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One unit with everything below it; `is_own` are the people of the chosen unit itself."""

    unit: str
    figures: Figures
    is_own: bool = False


@dataclass(frozen=True, kw_only=True)
class Summary:
    """`unit_id` and `unit` are None and empty when it spans several held units.

    `most_asked` is how often one person was asked today, where today is one of the days.
    """

    unit_id: int | None
    unit: str
    period: Period
    roll_day: RollDay
    lines: Sequence[Line]
    most_asked: int = 0

    @property
    def total(self) -> Figures:
        return sum((line.figures for line in self.lines), Figures())


def gathered(
    rows: Iterable[tuple[str, Word, int]], heads: Collection[str]
) -> dict[str, Counter[Word]]:
    """Each unit's counts under the nearest of `heads` above it; no row is lost."""
    sums: dict[str, Counter[Word]] = {head: Counter() for head in heads}
    for path, word, count in rows:
        sums[nearest(path, sums)][word] += count
    return sums


def figures_of(
    heads: Collection[str],
    *,
    roll: Iterable[tuple[str, Attendance, int]] = (),
    second: Iterable[tuple[str, Attendance, int]] = (),
    tasks: Iterable[tuple[str, TaskState, int]] = (),
    reviews: Iterable[tuple[str, ReviewState, int]] = (),
    trainings: Iterable[tuple[str, Participation, int]] = (),
) -> dict[str, Figures]:
    rolls, works = gathered(roll, heads), gathered(tasks, heads)
    seconds = gathered(second, heads)
    evenings, lessons = gathered(reviews, heads), gathered(trainings, heads)
    return {
        path: Figures(
            roll=rolls[path],
            second=seconds[path],
            tasks=works[path],
            reviews=evenings[path],
            trainings=lessons[path],
        )
        for path in heads
    }


def nearest(path: str, heads: Collection[str]) -> str:
    while path not in heads:
        if not path:
            raise LookupError(path)
        path = path[: path.rstrip("/").rfind("/") + 1]
    return path


def topmost(paths: Iterable[str]) -> list[str]:
    """Those that lie below no other, in the order of units."""
    kept: list[str] = []
    for path in sorted(set(paths), key=unit_order):
        if not any(path.startswith(above) for above in kept):
            kept.append(path)
    return kept


def unit_order(path: str) -> tuple[int, ...]:
    return tuple(int(part) for part in path.strip("/").split("/") if part)


def attendance_rate(tally: Tally) -> float | None:
    """Per cent of those expected, to the nearest tenth; none while answers are awaited.

    All is said only where nobody is missing, and none only where nobody came.
    """
    came, expected = tally.present + tally.late, tally.expected
    if tally.awaited or not expected:
        return None
    nearest_tenth = (came * 2000 + expected) // (expected * 2)
    if 0 < came < expected:
        nearest_tenth = min(max(nearest_tenth, 1), 999)
    return nearest_tenth / 10


def roll_day(period: Period, *, called: bool, workday: bool | None, today: date) -> RollDay:
    """`workday` is what the calendar says of a single day; it says nothing of several."""
    if called:
        return RollDay.CALLED
    if workday is False:
        return RollDay.REST
    if period.first > today:
        return RollDay.AHEAD
    return RollDay.NOT_YET if period.first == period.last == today else RollDay.NOT_CALLED
