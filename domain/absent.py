"""Who was not there at a day's rolls, and what is known of why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.contest import Contested
from domain.reach import Silence
from domain.refusals import OfficeError
from domain.roll_call import RollKind
from domain.summary import RollDay

PAGE = 40


class DayNotRead(OfficeError):
    """One day was asked for, and this is none."""


class Missing(StrEnum):
    """In the order in which they are told."""

    ABSENT = "absent"
    AWAITED = "awaited"
    LATE = "late"
    UNREACHABLE = "unreachable"
    NOT_REGISTERED = "not_registered"
    PRE_POST = "pre_post"


@dataclass(frozen=True, kw_only=True)
class Further:
    """A roll after the morning's, and its hour."""

    kind: RollKind
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Absentee:
    """`why` no message reaches them, where none does; `roll` is None for the morning's."""

    name: str
    unit: str
    missing: Missing
    minutes: int = 0
    why: Silence | None = None
    roll: Further | None = None


@dataclass(frozen=True, kw_only=True)
class AbsentPage:
    """`counts` and `contests` are of the whole list, `people` of this page.

    `further` are the rolls after the morning's, by their hours.
    """

    day: date
    roll_day: RollDay
    page: int
    counts: Mapping[tuple[Further | None, Missing], int]
    people: tuple[Absentee, ...]
    further: tuple[Further, ...] = ()
    contests: tuple[Contested, ...] = ()

    @property
    def count(self) -> int:
        return sum(self.counts.values())
