"""Who was not there at the morning's roll, and what is known of why."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.contest import Contested
from domain.reach import Silence
from domain.refusals import OfficeError
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
class Absentee:
    """`why` no message reaches them, where none does."""

    name: str
    unit: str
    missing: Missing
    minutes: int = 0
    why: Silence | None = None


@dataclass(frozen=True, kw_only=True)
class AbsentPage:
    """`counts` and `contests` are of the whole list, `people` of this page."""

    day: date
    roll_day: RollDay
    page: int
    counts: dict[Missing, int]
    people: tuple[Absentee, ...]
    contests: tuple[Contested, ...] = ()

    @property
    def count(self) -> int:
        return sum(self.counts.values())
