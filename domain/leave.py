"""Leave 请假: asked by the person, decided by a supervisor; only the kind is kept, never the details."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.notice import Notice


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
