"""Contesting 申诉 an absence or a lateness: a reason, a decision, and both stay on record."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.notice import Circular, Notice
from domain.refusals import OfficeError, Over
from domain.roll_call import Attendance, RollKind

CONTESTABLE = (Attendance.ABSENT, Attendance.LATE)
WITHIN = timedelta(days=3)
TOLD_UNTIL = timedelta(hours=12)


class ContestState(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"


class Plea(StrEnum):
    """Reasons given by a button."""

    PHONE = "phone"
    FORGOT = "forgot"
    ELSEWHERE = "elsewhere"


class NothingToContest(OfficeError):
    """At that roll the person counts neither as absent nor as late, or not any more."""


class ContestTooLate(OfficeError):
    """The roll is too many days ago."""


class ContestedAlready(Over):
    """Once for each roll."""

    def __init__(self, *, state: ContestState) -> None:
        super().__init__()
        self.state = state


class OwnContest(OfficeError):
    """Nobody decides about their own."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What somebody counts as at one roll, and may contest."""

    roll_call_id: int
    day: date
    attendance: Attendance
    minutes: int = 0
    kind: RollKind = RollKind.MORNING


ABSENT = "roll_absent"


def absence_key(roll_call_id: int, person_id: int) -> str:
    return f"roll-absent:{roll_call_id}:{person_id}"


def tell_the_absent(roll_call_id: int, *, closed_at: datetime) -> Circular:
    about, key = {"roll_call_id": roll_call_id}, f"roll-absent:{roll_call_id}:"
    return Circular(kind=ABSENT, key=key, about=about, expires_at=closed_at + TOLD_UNTIL)


@dataclass(frozen=True, kw_only=True)
class CountedAbsent(Notice):
    """Whoever is absent knows it, and may say why it is not so; their leave may still wait."""

    mark: Mark
    asks_leave: bool = False

    @property
    def key(self) -> str:
        return absence_key(self.mark.roll_call_id, self.person_id)


def request_key(contest_id: int, person_id: int) -> str:
    return f"contest:{contest_id}:{person_id}"


@dataclass(frozen=True, kw_only=True)
class ContestAsked(Notice):
    """A supervisor is asked to decide."""

    contest_id: int
    name: str
    unit: str
    mark: Mark
    reason: str

    @property
    def key(self) -> str:
        return request_key(self.contest_id, self.person_id)

    @property
    def urgent(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class ContestSettled(Notice):
    """In the place of the request in the other supervisors' chats."""

    contest_id: int
    name: str
    state: ContestState
    mark: Mark
    by: str

    @property
    def redraws(self) -> tuple[str, ...]:
        return (request_key(self.contest_id, self.person_id),)


@dataclass(frozen=True, kw_only=True)
class ContestDecided(Notice):
    contest_id: int
    state: ContestState
    mark: Mark
    by: str

    @property
    def urgent(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class Contested:
    """One line of the history of a day."""

    name: str
    mark: Mark
    reason: str
    state: ContestState
