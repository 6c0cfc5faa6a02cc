"""Leave 请假: asked by the person, decided by a supervisor; its kind is kept, no details."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.notice import Notice
from domain.refusals import OfficeError, Over


class LeaveKind(StrEnum):
    PERSONAL = "personal"
    SICK = "sick"
    ANNUAL = "annual"
    OTHER = "other"


class LeaveState(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    CANCELLED = "cancelled"


MAX_DAYS = 90


class LeaveInPast(OfficeError):
    """Leave is asked for from today on."""


class LeaveTooLong(OfficeError):
    """One request covers so many days at most."""


class LeaveDaysUnclear(OfficeError):
    """What was typed is no day and no period."""


class OwnLeave(OfficeError):
    """Nobody decides about their own leave."""


class LeaveOverlaps(OfficeError):
    """These days are asked for already."""

    def __init__(self, *, first: date, last: date, state: LeaveState) -> None:
        super().__init__(first, last, state)
        self.first, self.last, self.state = first, last, state


class LeaveDecidedAlready(Over):
    """The first decision counts."""

    def __init__(self, *, by: str, state: LeaveState) -> None:
        super().__init__()
        self.by, self.state = by, state


def check_days(*, first: date, last: date, today: date) -> None:
    if first < today or last < first:
        raise LeaveInPast
    if last - first >= timedelta(days=MAX_DAYS):
        raise LeaveTooLong


def days_offered(today: date, *, week_ends: date | None) -> tuple[date, ...]:
    """The last days that buttons offer: the next three, and the week's last workday if later."""
    near = tuple(today + timedelta(days=ahead) for ahead in range(3))
    return (*near, week_ends) if week_ends and week_ends > near[-1] else near


@dataclass(frozen=True, kw_only=True)
class LeaveAsked(Notice):
    """A supervisor is asked to decide."""

    leave_id: int
    name: str
    unit: str
    kind: LeaveKind
    first: date
    last: date

    @property
    def urgent(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class LeaveDecided(Notice):
    leave_id: int
    state: LeaveState
    kind: LeaveKind
    first: date
    last: date
    by: str

    @property
    def urgent(self) -> bool:
        return True
