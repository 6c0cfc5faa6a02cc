"""Transfers 调配: what changes of a place, a post, duties or a service, and from which day on."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Self

from domain.notice import Notice, ToAccount
from domain.refusals import OfficeError
from domain.roll_call import Attendance
from domain.when import month_end

PAGE = 8
EARLIEST, LATEST = timedelta(days=-31), timedelta(days=92)
"""How far back somebody's leaving may be written down, and how far ahead it may be planned."""


class Change(StrEnum):
    HIRED = "hired"
    MOVED = "moved"
    POST = "post"
    DUTIES = "duties"
    LEFT = "left"
    RETURNED = "returned"
    GRANTED = "granted"
    REVOKED = "revoked"
    REBOUND = "rebound"
    RENAMED = "renamed"
    EMPLOYER = "employer"
    ORIGIN = "origin"
    PHONE = "phone"


class TransferState(StrEnum):
    PLANNED = "planned"
    HOLDS = "holds"
    CANCELLED = "cancelled"


class WhyLeft(StrEnum):
    RESIGNED = "resigned"
    CONTRACT_OVER = "contract_over"
    RETIRED = "retired"
    DISMISSED = "dismissed"


class WhyRevoked(StrEnum):
    TERM_OVER = "term_over"


class NothingChanges(OfficeError):
    """It is so already."""


class ChangedMeanwhile(OfficeError):
    """Somebody else was quicker: what was to be confirmed speaks of an earlier state."""


class PhoneTaken(OfficeError):
    """Somebody else of the roster, perhaps one who has left, has this number."""


class DayOutOfRange(OfficeError):
    """Too long ago to be written down now, or too far ahead to be planned."""


class NotOverThem(OfficeError):
    """Oneself, or somebody who holds more than oneself: another supervisor does this."""


class HistoryOfWhom(OfficeError):
    """No name was given."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What somebody is about to change; `was` is how it stood when it was shown to them."""

    person_id: int
    change: Change
    unit_id: int = 0
    post: str = ""
    phone: str = ""
    main_duty: str | None = None
    secondary: str | None = None
    reason: str = ""
    day: int = 0
    was: str = ""

    def written(self) -> dict[str, Any]:
        return asdict(self) | {"change": self.change.value}

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """Beside what else the conversation keeps."""
        known = {each.name: data[each.name] for each in fields(cls) if each.name in data}
        return cls(**{**known, "change": Change(data["change"])})

    def starts(self, today: date) -> date:
        return date.fromordinal(self.day) if self.day else today


@dataclass(frozen=True, kw_only=True)
class Card:
    """One person as their supervisor sees them; `leaves` is a day that is set already."""

    person_id: int
    name: str
    unit: str
    post: str
    main_duty: str
    secondary_duties: str
    employer: str
    origin: str
    roles: tuple[str, ...]
    active: bool
    is_registered: bool
    is_reachable: bool
    may_change: bool
    today: Attendance | None = None
    leaves: date | None = None


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """`tasks` are those that somebody who leaves today would leave undone."""

    name: str
    change: Change
    before: str
    after: str
    day: date
    reason: str = ""
    is_planned: bool = False
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of somebody's history; no `by` means a file of the operator, or the calendar."""

    change: Change
    state: TransferState
    day: date
    before: str
    after: str
    reason: str
    by: str


@dataclass(frozen=True, kw_only=True)
class History:
    person_id: int
    name: str
    page: int
    count: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class Transferred(Notice):
    """The person hears what has changed for them."""

    change: Change
    before: str
    after: str
    by: str


@dataclass(frozen=True, kw_only=True)
class ServiceEnded(ToAccount, Notice):
    """The last sentence in their chat: from now on it is that of a stranger."""

    name: str
    day: date


def check_day(day: date, *, today: date) -> None:
    if not today + EARLIEST <= day <= today + LATEST:
        raise DayOutOfRange


def days_offered(today: date) -> tuple[date, ...]:
    """Today, tomorrow, and the first of next month."""
    following = month_end(today) + timedelta(days=1)
    return tuple(dict.fromkeys((today, today + timedelta(days=1), following)))


def duties_said(main: str, secondary: str) -> str:
    return "；".join(part for part in (main, secondary) if part)


def phone_end(phone: str) -> str:
    """Enough to know one's own number by."""
    return f"…{phone[-4:]}" if phone else ""


def phone_said(phone: str) -> str:
    """`+8613912345678` as it is read aloud: 139 1234 5678."""
    digits = phone.removeprefix("+86")
    return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
