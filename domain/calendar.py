"""The office's workdays 工作日: which days are worked, and who said so."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


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
