"""The load 每人任务: how many tasks each person had in some days, to be shared fairly."""

import re
from dataclasses import dataclass
from datetime import timedelta

from domain.when import Period

PAGE = 10
_EACH = re.compile(r"每人(?:任务)?|each person|per person", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Load:
    """Each task counts once, however often it was carried over (`carried` at most)."""

    name: str
    unit: str
    tasks: int = 0
    done: int = 0
    open: int = 0
    carried: int = 0


@dataclass(frozen=True, kw_only=True)
class LoadPage:
    """`least` and `most` are those of everybody, not of this page alone."""

    unit_id: int | None
    unit: str
    period: Period
    page: int
    count: int
    least: int
    most: int
    loads: tuple[Load, ...]


def week_of(period: Period) -> Period:
    """A single day says little about who has how much: its week does."""
    if period.first < period.last:
        return period
    monday = period.first - timedelta(days=period.first.weekday())
    return Period(monday, monday + timedelta(days=6))


def asks_each(text: str) -> str | None:
    """What is left of a text that asks for each person; None where it does not."""
    rest, found = _EACH.subn(" ", text)
    return " ".join(rest.split()) if found else None
