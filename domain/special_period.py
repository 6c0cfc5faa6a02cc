"""A special period 专项: for some days a unit calls the roll a second time, at its own hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.hours import Hours
from domain.notice import Circular, Notice
from domain.refusals import OfficeError
from domain.when import month_end

MAX_NAME = 20
LONGEST = timedelta(days=92)
FARTHEST = timedelta(days=366)
LASTS = timedelta(hours=1)
USUAL = (time(13, 30), time(14), time(20))


class PeriodPast(OfficeError):
    """It would begin before today."""


class PeriodTooLong(OfficeError):
    """It lasts too long, or begins too far ahead."""


class PeriodOverlaps(OfficeError):
    """The unit has one over these days already."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class RollTooNear(OfficeError):
    """The second roll must begin after the morning's has closed and close within the day."""

    def __init__(self, closing: time) -> None:
        super().__init__(closing)
        self.closing = closing


class SecondRollInTheWay(OfficeError):
    """The morning's roll cannot still be open when this period's begins."""

    def __init__(self, name: str, roll_at: time) -> None:
        super().__init__(name, roll_at)
        self.name, self.roll_at = name, roll_at


@dataclass(frozen=True, kw_only=True)
class SecondRoll:
    """The roll that a period adds to one day, as those read of it whom it will ask."""

    period_id: int
    name: str
    at: datetime
    first: date
    last: date


TOLD = "second_told"


@dataclass(frozen=True, kw_only=True)
class SecondRollSet(Notice):
    """A period that begins today, when the morning's message has gone already."""

    roll: SecondRoll

    @property
    def key(self) -> str:
        return f"{TOLD}:{self.roll.period_id}:{self.person_id}"

    @property
    def expires_at(self) -> datetime:
        return self.roll.at


def tell_called(period_id: int, units: Sequence[int], *, at: datetime) -> Circular:
    """Those whom the morning's roll of that day has asked before."""
    about = {"period_id": period_id, "day": at.toordinal()}
    key = f"{TOLD}:{period_id}:"
    return Circular(kind=TOLD, key=key, about=about, expires_at=at, among=tuple(units))


@dataclass(frozen=True, kw_only=True)
class PeriodDraft:
    name: str
    first: date
    last: date
    roll_at: time

    def check(self, hours: Hours, *, today: date) -> None:
        check_days(self.first, self.last, today=today)
        check_hour(self.roll_at, hours)


def check_days(first: date, last: date, *, today: date) -> None:
    if first < today:
        raise PeriodPast
    if last - first >= LONGEST or first - today > FARTHEST:
        raise PeriodTooLong


def usual_days(today: date) -> tuple[tuple[date, date], ...]:
    """This week and this month as far as they are ahead, and the whole of next week."""
    sunday = today + timedelta(days=6 - today.weekday())
    monday = sunday + timedelta(days=1)
    found = ((today, sunday), (monday, monday + timedelta(days=6)), (today, month_end(today)))
    return tuple(dict.fromkeys(found))


def check_hour(roll_at: time, hours: Hours) -> None:
    if not hours.closing <= roll_at < time(23):
        raise RollTooNear(hours.closing)
