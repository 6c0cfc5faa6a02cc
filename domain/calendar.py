"""The office's workdays 工作日: which days are worked, and who said so."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.refusals import OfficeError


class DaySource(StrEnum):
    NOTICE = "notice"
    CONFIRMED = "confirmed"
    OVERRIDE = "override"


@dataclass(frozen=True, kw_only=True)
class CalendarDay:
    date: dt.date
    workday: bool
    name: str
    source: DaySource


class YearUnconfirmed(OfficeError):
    """Nobody has said which days of this year are worked."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


def is_workday(day: dt.date, days: Mapping[dt.date, bool]) -> bool:
    if day not in days:
        raise YearUnconfirmed(day.year)
    return days[day]


def next_workday(
    after: dt.date, days: Mapping[dt.date, bool], *, limit: int = 60
) -> dt.date | None:
    """The first known workday; a day the calendar does not know is never skipped over."""
    for ahead in range(1, limit + 1):
        day = after + dt.timedelta(days=ahead)
        if (workday := days.get(day)) is None:
            return None
        if workday:
            return day
    return None
