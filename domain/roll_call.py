"""The morning roll call 点名: who is at their post, late, on leave, silent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.notice import Circular, Notice
from domain.refusals import OfficeError, Over
from domain.special_period import SecondRoll
from domain.task import PlannedTask
from domain.training import PlannedTraining


class Attendance(StrEnum):
    AWAITED = "awaited"
    PRESENT = "present"
    LATE = "late"
    LEAVE = "leave"
    ABSENT = "absent"
    REST = "rest"
    NOT_REGISTERED = "not_registered"
    PRE_POST = "pre_post"


class RollKind(StrEnum):
    """The morning's or a shift's roll, a special period's second one, one called in between."""

    MORNING = "morning"
    SECOND = "second"
    EXTRA = "extra"


class NoRollCall(OfficeError):
    """No roll of today waits for this person's word."""


class AnsweredTooLate(Over):
    """Who answers only now counts as absent, which can be contested."""

    def __init__(self, roll_call_id: int, *, closed_at: datetime) -> None:
        super().__init__()
        self.roll_call_id, self.closed_at = roll_call_id, closed_at


class ExtraOpenAlready(OfficeError):
    """One extra roll at a time in a unit: nobody is asked twice."""

    def __init__(self, *, unit: str, closes_at: datetime) -> None:
        super().__init__(unit, closes_at)
        self.unit, self.closes_at = unit, closes_at


ANSWERED = (Attendance.PRESENT, Attendance.LATE)
EXPECTED = (Attendance.AWAITED, Attendance.ABSENT, *ANSWERED)
EXCUSED = (Attendance.LEAVE, Attendance.REST)
WORDS = frozenset({"到", "到岗", "present", "here"})
LATEST_START = timedelta(minutes=15)
"""A roll that could not be called on time is still called until this long before its closing."""
REMINDER = timedelta(minutes=10)
"""The silent are asked once more this long before the closing."""
SECOND = 2
"""The slot of a special period's second roll of the day."""
FIRST_EXTRA = 10
"""Extra rolls are numbered by the second of the day, from here on."""
EXTRA_LASTS = timedelta(minutes=30)


def judge(
    *, on_time_until: datetime, begins_at: datetime, said_at: datetime
) -> tuple[Attendance, int]:
    """Present until the grace is over; then late, by the whole minutes since the roll began."""
    if said_at <= on_time_until:
        return Attendance.PRESENT, 0
    return Attendance.LATE, max(1, int((said_at - begins_at).total_seconds() // 60))


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Counts of one roll call; `roster` is their sum."""

    present: int = 0
    late: int = 0
    leave: int = 0
    absent: int = 0
    rest: int = 0
    awaited: int = 0
    not_registered: int = 0
    pre_post: int = 0

    @property
    def roster(self) -> int:
        away = self.leave + self.rest + self.pre_post
        return self.expected + away + self.not_registered

    @property
    def expected(self) -> int:
        return self.present + self.late + self.absent + self.awaited

    @property
    def unanswered(self) -> int:
        return self.awaited + self.not_registered

    @property
    def counts(self) -> Mapping[Attendance, int]:
        return {Attendance(name): getattr(self, name) for name in _COUNTS}

    @classmethod
    def of(cls, counts: Mapping[Attendance, int]) -> "Tally":
        return cls(**{kind.value: count for kind, count in counts.items()})

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(**{name: getattr(self, name) + getattr(other, name) for name in _COUNTS})


_COUNTS = tuple(Tally.__dataclass_fields__)


def invitation_key(roll_call_id: int, person_id: int) -> str:
    return f"roll:{roll_call_id}:{person_id}"


def reminded_of(roll_call_id: int, reopened: int) -> str:
    """What the keys of one reminder begin with: a roll that was opened again reminds again."""
    return f"roll-reminder:{numbered(roll_call_id, reopened)}:"


def numbered(roll_call_id: int, reopened: int) -> str:
    return f"{roll_call_id}:{reopened}" if reopened else f"{roll_call_id}"


CALLED, REMINDED = "roll_call", "roll_reminder"
"""What all who are awaited are told, drawn for each of them when it is sent."""


def call_all(roll_call_id: int, *, minutes_late: int, closes_at: datetime) -> Circular:
    about = {"roll_call_id": roll_call_id, "minutes_late": minutes_late}
    key = f"roll:{roll_call_id}:"
    return Circular(kind=CALLED, key=key, about=about, expires_at=closes_at)


def remind_all(roll_call_id: int, *, closes_at: datetime, reopened: int) -> Circular:
    about, key = {"roll_call_id": roll_call_id}, reminded_of(roll_call_id, reopened)
    return Circular(kind=REMINDED, key=key, about=about, expires_at=closes_at)


def messages_about(roll_call_id: int, person_id: int, *, reopened: int) -> Sequence[str]:
    """The keys of the messages that ask one person to answer one roll."""
    reminders = (reminded_of(roll_call_id, number) for number in range(reopened + 1))
    invitation = invitation_key(roll_call_id, person_id)
    return invitation, *(f"{reminder}{person_id}" for reminder in reminders)


@dataclass(frozen=True, kw_only=True)
class RollCallOpened(Notice):
    """Good morning: are you at your post, and this is your day."""

    roll_call_id: int
    name: str
    day: datetime
    closes_at: datetime
    minutes_late: int = 0
    kind: RollKind = RollKind.MORNING
    tasks: tuple[PlannedTask, ...] = ()
    trainings: tuple[PlannedTraining, ...] = ()
    second: SecondRoll | None = None

    @property
    def key(self) -> str:
        return invitation_key(self.roll_call_id, self.person_id)

    @property
    def expires_at(self) -> datetime:
        return self.closes_at


@dataclass(frozen=True, kw_only=True)
class RollCallReminded(Notice):
    """The one reminder to the silent."""

    roll_call_id: int
    closes_at: datetime
    reopened: int

    @property
    def key(self) -> str:
        return f"{reminded_of(self.roll_call_id, self.reopened)}{self.person_id}"

    @property
    def expires_at(self) -> datetime:
        return self.closes_at


@dataclass(frozen=True, kw_only=True)
class NextYearUnconfirmed(Notice):
    """From November on the administrator hears once a month that next year is still open."""

    year: int
    day: datetime

    @property
    def key(self) -> str:
        return f"next-year:{self.day:%Y-%m}:{self.person_id}"


@dataclass(frozen=True, kw_only=True)
class CalendarUnconfirmed(Notice):
    """Nobody has confirmed the workdays of this year, so no roll is called by guess."""

    year: int
    day: datetime

    @property
    def key(self) -> str:
        return f"year:{self.day:%Y-%m-%d}:{self.person_id}"
