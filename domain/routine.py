"""Routine tasks 例行任务: what comes again, on which days, by which hour and until when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from domain.notice import Notice
from domain.refusals import OfficeError
from domain.when import (
    Every,
    Recurrence,
    month_end,
    read_coming_period,
    read_deadline,
    read_recurrence,
    read_time,
)

LOOK_AHEAD = 100
"""Days within which everything that recurs falls at least once."""
_LONGEST = 40
_WORDS = 6


class QuickEnd(StrEnum):
    NEVER = "never"
    THIS_MONTH = "this"
    NEXT_MONTH = "next"


class NeverFalls(OfficeError):
    """Between these days there is none on which the task would come."""


class RoutineOver(OfficeError):
    """It was stopped, or its last day has passed."""


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """`at` only when an hour was said, `last` only when it ends by itself."""

    again: Recurrence
    first: date
    at: time | None = None
    last: date | None = None

    def falls_on(self, day: date, *, is_workday: bool) -> bool:
        is_within = self.first <= day and (self.last is None or day <= self.last)
        return is_within and self.again.falls_on(day, is_workday=is_workday)

    def candidates(self, *, after: date) -> Iterator[date]:
        """Days on which it may fall; whether one is a workday the calendar says on the day."""
        start = max(after + timedelta(days=1), self.first)
        days = (start + timedelta(days=ahead) for ahead in range(LOOK_AHEAD))
        return (day for day in days if self.falls_on(day, is_workday=True))

    def due_at(self, day: date, *, now: datetime) -> datetime | None:
        return datetime.combine(day, self.at, tzinfo=now.tzinfo) if self.at else None

    def until(self, last: date | None) -> "Rhythm":
        if last is not None and last < self.first:
            raise NeverFalls
        return replace(self, last=last)

    def written(self) -> dict[str, Any]:
        """In words that a conversation or a row can keep."""
        return {
            "every": self.again.every,
            "days": list(self.again.days),
            "first": self.first.isoformat(),
            "at": self.at.isoformat() if self.at else None,
            "last": self.last.isoformat() if self.last else None,
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Rhythm":
        at, last = kept["at"], kept["last"]
        return cls(
            again=Recurrence(Every(kept["every"]), tuple(kept["days"])),
            first=date.fromisoformat(kept["first"]),
            at=time.fromisoformat(at) if at else None,
            last=date.fromisoformat(last) if last else None,
        )


@dataclass(frozen=True, kw_only=True)
class SpecialDays:
    """A special period as far as it is still to come."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class PlannedRoutine:
    """A routine as its supervisors see it."""

    routine_id: int
    title: str
    rhythm: Rhythm
    by: str


@dataclass(frozen=True, kw_only=True)
class RoutineEnded(Notice):
    """Whoever set it has no say there any more, or nobody is left to do it."""

    title: str
    by: str


@dataclass(frozen=True, kw_only=True)
class RoutineStopped(Notice):
    """Another supervisor has stopped what this person set."""

    title: str
    by: str


def quick_end(choice: QuickEnd, *, today: date) -> date | None:
    match choice:
        case QuickEnd.NEVER:
            return None
        case QuickEnd.THIS_MONTH:
            return month_end(today)
        case QuickEnd.NEXT_MONTH:
            return month_end(month_end(today) + timedelta(days=1))


def read_rhythm(text: str, *, today: date) -> Rhythm | None:
    """每周一到周五 17:00, and in a special period: 12月1日到12月10日每天, 每天到月底."""
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        return None
    if found := _with_hour(text):
        return Rhythm(again=found[0], at=found[1], first=today)
    for head, tail in _cuts(text):
        for said, days in ((head, tail), (tail, head)):
            if (found := _with_hour(said)) and (span := _span(days, today=today)):
                return Rhythm(again=found[0], at=found[1], first=span[0], last=span[1])
    return None


def take_rhythm(text: str, *, today: date) -> tuple[Rhythm | None, str]:
    """The longest rhythm that the first words say, and what follows it."""
    words = text.split(maxsplit=_WORDS)
    for count in range(min(_WORDS, len(words)), 0, -1):
        if rhythm := read_rhythm(" ".join(words[:count]), today=today):
            return rhythm, "".join(text.split(maxsplit=count)[count:]).strip()
    return None, text


def read_last_day(text: str, *, now: datetime) -> date | None:
    """12月10日, 月底前, 到年底; a day that has passed is refused rather than not understood."""
    said = text.strip().removeprefix("直到").removeprefix("到")
    moment = read_deadline(said, now=now)
    return moment.day if moment and moment.time is None else None


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    return ((text[:at].strip(), text[at:].strip(" ,，、")) for at in range(1, len(text)))


def _with_hour(text: str) -> tuple[Recurrence, time | None] | None:
    if again := read_recurrence(text):
        return again, None
    found = (
        (read_recurrence(head), read_time(tail.removesuffix("前").removesuffix("之")))
        for head, tail in _cuts(text)
    )
    return next(((again, at) for again, at in found if again and at), None)


def _span(text: str, *, today: date) -> tuple[date, date] | None:
    if text.startswith(("到", "直到")):
        last = read_last_day(text, now=datetime.combine(today, time(), tzinfo=UTC))
        return (today, last) if last and last >= today else None
    if (period := read_coming_period(text, today=today)) and period.last >= today:
        return max(period.first, today), period.last
    return None
