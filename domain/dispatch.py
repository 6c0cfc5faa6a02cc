"""Dispatching 派发: for whom a task is, and when it is due."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from domain.office import Level
from domain.refusals import OfficeError, OutOfReach
from domain.when import Moment, read_deadline, read_time

EVERYONE = frozenset(
    {"全体", "全体人员", "全员", "所有人", "大家", "everyone", "everybody", "all"}
)
FREE = frozenset(
    {"谁有空", "谁有空谁领", "谁有空谁去", "谁先领", "whoever is free", "anyone free"}
)
END_OF_WORK = time(17)


class TargetKind(StrEnum):
    EVERYONE = "everyone"
    POST = "post"
    PEOPLE = "people"
    UNIT = "unit"


class QuickDue(StrEnum):
    TODAY = "today"
    END_OF_WORK = "end"
    TOMORROW = "tomorrow"
    NONE = "none"


class NamesUnknown(OutOfReach):
    """No person, post or unit of these names within reach."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(names)
        self.names = names


class NobodyThere(OfficeError):
    """The post or unit has nobody to whom a task could be handed."""


class AlreadyPast(OfficeError):
    """Nothing can be due before now."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """For whom; `twice` are names that several people bear, still to be told apart.

    `levels` are those of the units that it goes to, all where none is named; where `first_takes`
    it is done by whoever takes it first.
    """

    kind: TargetKind
    post: str = ""
    unit_id: int = 0
    people: tuple[int, ...] = ()
    twice: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    first_takes: bool = False

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Target":
        """As a conversation or a row keeps it."""
        return cls(
            kind=TargetKind(kept["kind"]),
            post=kept["post"],
            unit_id=kept["unit_id"],
            people=tuple(kept["people"]),
            twice=tuple(kept["twice"]),
            levels=tuple(Level(level) for level in kept.get("levels", ())),
            first_takes=kept.get("first_takes", False),
        )


@dataclass(frozen=True, kw_only=True)
class Due:
    """`at` only when an hour was said."""

    day: date
    at: datetime | None = None

    @property
    def moment(self) -> Moment:
        return Moment(self.day, self.at.time() if self.at else None)

    def is_past(self, now: datetime) -> bool:
        return self.day < now.date() or (self.at is not None and self.at <= now)

    def refuse_past(self, now: datetime) -> None:
        if self.is_past(now):
            raise AlreadyPast


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody to whom a task can be handed."""

    person_id: int
    name: str
    post: str
    unit_id: int
    unit: str
    level: Level
    phone_end: str
    is_reachable: bool
    is_away: bool


@dataclass(frozen=True, kw_only=True)
class Recipients:
    """`name` is the post or the unit, where the target is one."""

    kind: TargetKind
    name: str
    people: tuple[Candidate, ...]

    @property
    def levels(self) -> Counter[Level]:
        """How many at each level, from high to low."""
        found = Counter(person.level for person in self.people)
        return Counter({level: found[level] for level in Level if found[level]})

    @property
    def free(self) -> tuple[Candidate, ...]:
        """Who can take something by chat that day."""
        return tuple(one for one in self.people if one.is_reachable and not one.is_away)

    @property
    def unreachable(self) -> int:
        return sum(not person.is_reachable for person in self.people)

    @property
    def away(self) -> int:
        return sum(person.is_away for person in self.people)


def due_at(moment: Moment, *, now: datetime) -> Due:
    at = datetime.combine(moment.day, moment.time, now.tzinfo) if moment.time else None
    due = Due(day=moment.day, at=at)
    due.refuse_past(now)
    return due


def read_due(text: str, *, now: datetime) -> Due | None:
    """What was typed; an hour of today that is over is refused rather than not understood."""
    if moment := read_deadline(text, now=now):
        return due_at(moment, now=now)
    if hour := read_time(text):
        return due_at(Moment(now.date(), hour), now=now)
    return None


def quick_due(choice: QuickDue, *, now: datetime) -> Due:
    match choice:
        case QuickDue.END_OF_WORK:
            return due_at(Moment(now.date(), END_OF_WORK), now=now)
        case QuickDue.TOMORROW:
            return Due(day=now.date() + timedelta(days=1))
        case QuickDue.TODAY | QuickDue.NONE:
            return Due(day=now.date())
