"""A supervisor's way through one day's reviews."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.review import ReviewState, Step
from domain.review_sheet import Sheet

CORRECTABLE = 4
"""So many of the newest remarks of a day are offered to be corrected."""


@dataclass(frozen=True, kw_only=True)
class Handed:
    """One review before a supervisor; `earlier` is what was edited after it was handed in."""

    name: str
    unit: str
    sheet: Sheet
    earlier: tuple[tuple[Step, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Round:
    """How far it has come; `others` are days whose reviews wait too.

    `correctable` are review and name of one's newest remarks that nobody has answered.
    """

    day: date
    counts: dict[ReviewState, int]
    waiting: int = 0
    at: Handed | None = None
    correctable: Sequence[tuple[int, str]] = ()
    others: dict[date, int] = field(default_factory=dict)
