"""Dispatching 派发: what, for whom, due when, how urgent; a draft until it is sent."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from domain.refusals import OfficeError, OutOfReach
from domain.task import Urgency
from domain.when import Moment, read_deadline, read_time

EVERYONE = frozenset(
    {"全体", "全体人员", "全员", "所有人", "大家", "everyone", "everybody", "all"}
)
END_OF_WORK = time(17)


class Part(StrEnum):
    """The four questions, in the order in which they are asked."""

    TITLE = "title"
    TARGET = "target"
    DUE = "due"
    URGENCY = "urgency"


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
    """For whom; `twice` are names that several people bear, still to be told apart."""

    kind: TargetKind
    post: str = ""
    unit_id: int = 0
    people: tuple[int, ...] = ()
    twice: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Due:
    """`at` only when an hour was said."""

    day: date
    at: datetime | None = None

    @property
    def moment(self) -> Moment:
        return Moment(self.day, self.at.time() if self.at else None)

    def refuse_past(self, now: datetime) -> None:
        if self.day < now.date() or (self.at is not None and self.at <= now):
            raise AlreadyPast


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody to whom a task can be handed."""

    person_id: int
    name: str
    post: str
    unit_id: int
    unit: str
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
    def unreachable(self) -> int:
        return sum(not person.is_reachable for person in self.people)

    @property
    def away(self) -> int:
        return sum(person.is_away for person in self.people)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """`no` tells one draft's buttons from those of an earlier one."""

    no: int
    title: str = ""
    target: Target | None = None
    due: Due | None = None
    urgency: Urgency | None = None

    @property
    def missing(self) -> Part | None:
        if not self.title:
            return Part.TITLE
        if self.target is None or self.target.twice:
            return Part.TARGET
        if self.due is None:
            return Part.DUE
        return Part.URGENCY if self.urgency is None else None

    def without(self, part: Part) -> "Draft":
        """One question open again, the other answers kept."""
        match part:
            case Part.TITLE:
                return replace(self, title="")
            case Part.TARGET:
                return replace(self, target=None)
            case Part.DUE:
                return replace(self, due=None)
            case Part.URGENCY:
                return replace(self, urgency=None)

    def written(self) -> dict[str, Any]:
        """In words that a conversation can keep."""
        due, target = self.due, self.target
        at = due.at.isoformat() if due and due.at else None
        return {
            "no": self.no,
            "title": self.title,
            "target": asdict(target) if target else None,
            "due": {"day": due.day.isoformat(), "at": at} if due else None,
            "urgency": self.urgency,
        }

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Draft":
        target, due, urgency = data.get("target"), data.get("due"), data.get("urgency")
        return cls(
            no=data.get("no", 0),
            title=data.get("title", ""),
            target=_target(target) if target else None,
            due=_due(due) if due else None,
            urgency=Urgency(urgency) if urgency else None,
        )


def _target(kept: Mapping[str, Any]) -> Target:
    return Target(
        kind=TargetKind(kept["kind"]),
        post=kept["post"],
        unit_id=kept["unit_id"],
        people=tuple(kept["people"]),
        twice=tuple(kept["twice"]),
    )


def _due(kept: Mapping[str, Any]) -> Due:
    at = kept["at"]
    return Due(day=date.fromisoformat(kept["day"]), at=datetime.fromisoformat(at) if at else None)


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
