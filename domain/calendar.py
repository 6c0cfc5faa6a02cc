"""The office's workdays 工作日: which days are worked, who said so, what a unit has changed."""

import datetime as dt
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from domain.refusals import OfficeError

Held = TypeVar("Held")


class DaySource(StrEnum):
    NOTICE = "notice"
    CONFIRMED = "confirmed"
    OVERRIDE = "override"


class DayKind(StrEnum):
    WORKDAY = "workday"
    REST = "rest"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"
    ADDED = "added"
    FREED = "freed"
    UNKNOWN = "unknown"


WORKED = (DayKind.WORKDAY, DayKind.MAKE_UP, DayKind.ADDED)
WEEKEND = (5, 6)
MAX_REASON = 60


class DayPast(OfficeError):
    """Only what is still to come can be changed."""


class DayBegun(OfficeError):
    """Today's roll has its hour behind it."""


class DayUnknown(OfficeError):
    """Nobody has confirmed the workdays of that year."""


@dataclass(frozen=True, kw_only=True)
class CalendarDay:
    date: dt.date
    workday: bool
    name: str
    source: DaySource


@dataclass(frozen=True, kw_only=True)
class Override:
    """What the unit of this path, or the nearest above, has decided for a day."""

    path: str
    day: dt.date
    workday: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class DayShown:
    """`reason` is the holiday's name, or why a unit has changed the day."""

    day: dt.date
    kind: DayKind
    reason: str = ""
    is_own: bool = False

    @property
    def is_worked(self) -> bool:
        return self.kind in WORKED


def shown(day: dt.date, known: CalendarDay | None, over: Override | None, path: str) -> DayShown:
    if over is not None:
        kind = DayKind.ADDED if over.workday else DayKind.FREED
        return DayShown(day=day, kind=kind, reason=over.reason, is_own=over.path == path)
    if known is None:
        return DayShown(day=day, kind=DayKind.UNKNOWN)
    is_weekend = day.weekday() in WEEKEND
    if known.workday:
        return DayShown(day=day, kind=DayKind.MAKE_UP if is_weekend else DayKind.WORKDAY)
    is_holiday = bool(known.name) or not is_weekend
    kind = DayKind.HOLIDAY if is_holiday else DayKind.REST
    return DayShown(day=day, kind=kind, reason=known.name)


def nearest(path: str, held: Mapping[str, Held]) -> Held | None:
    """What the unit itself holds, or the nearest unit above."""
    while path.strip("/"):
        if path in held:
            return held[path]
        path = path.rstrip("/").rpartition("/")[0] + "/"
    return None


FIRST_MONTH, LAST_MONTH = 2000 * 12, 2100 * 12
"""Months are counted through: year * 12 + month - 1."""


def month_of(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


def days_of(month: int) -> list[dt.date]:
    year, at = divmod(month, 12)
    return [dt.date(year, at + 1, day + 1) for day in range(monthrange(year, at + 1)[1])]
