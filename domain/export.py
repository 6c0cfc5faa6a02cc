"""Exports 导出: figures of a period, or who has read a notice, as a spreadsheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.broadcast import Addressee, Board, Standing
from domain.notice import Notice
from domain.refusals import OfficeError, OutOfReach
from domain.summary import Figures, Summary
from domain.task_load import Load
from domain.when import Period, read_period

LONGEST = timedelta(days=92)
PATIENCE = timedelta(hours=12)
"""So late a spreadsheet is still made when Muster was off after it was asked for."""
MOST_LOADS = 20_000


class ExportKind(StrEnum):
    FIGURES = "figures"
    READERS = "readers"


class ExportState(StrEnum):
    ASKED = "asked"
    MADE = "made"
    FAILED = "failed"


class Span(StrEnum):
    """What a button offers."""

    WEEK = "week"
    LAST_WEEK = "last_week"
    MONTH = "month"
    LAST_MONTH = "last_month"


_SAID = {
    Span.WEEK: "本周",
    Span.LAST_WEEK: "上周",
    Span.MONTH: "本月",
    Span.LAST_MONTH: "上月",
}


class ExportNotFound(OutOfReach):
    """Neither days nor a unit within reach."""


class PeriodTooLong(OfficeError):
    """More days than one spreadsheet takes."""


class ExportUnderWay(OfficeError):
    """The one asked for before is still being made."""


def period_of(span: Span, *, today: date) -> Period:
    return read_period(_SAID[span], today=today) or Period(today, today)


def refuse_long(period: Period) -> None:
    if period.last - period.first >= LONGEST:
        raise PeriodTooLong


@dataclass(frozen=True, kw_only=True)
class Told:
    """One notice of the period, with how it stands with the people of the unit."""

    sent_at: datetime
    text: str
    by: str
    deadline: datetime | None
    counts: Mapping[Standing, int]

    @property
    def people(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, kw_only=True)
class FiguresExported(Notice):
    """The same figures as the summary in the chat, day by day and per person beside them.

    `loads` is empty where there are more people than a sheet is good for.
    """

    summary: Summary
    days: Mapping[date, Figures]
    loads: Sequence[Load]
    broadcasts: Sequence[Told]
    by: str
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class ReadersExported(Notice):
    board: Board
    people: Sequence[Addressee]
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class ExportFailed(Notice):
    """`is_lost`: its units are not the asker's any more; otherwise a fault of ours."""

    is_lost: bool
