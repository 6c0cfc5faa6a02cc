"""What a supervisor reads when the evening's reviews are over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.notice import Notice
from domain.office import Stationed
from domain.review import ReviewState

TOLD_UNTIL = timedelta(hours=12)
"""A closing that came to pass unseen is still told the next morning, and not after."""
NAMES_SHOWN = 40
PROBLEMS_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Problem:
    name: str
    unit: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ReviewsClosed(Notice):
    """`missing` and `problems` are the first of them; how many there are is counted apart."""

    keeper_id: int
    units: tuple[str, ...]
    day: date
    closed_at: datetime
    counts: Mapping[ReviewState, int]
    missing: tuple[Stationed, ...]
    problems: tuple[Problem, ...]
    problems_met: int

    @property
    def key(self) -> str:
        return f"reviews-closed:{self.day.isoformat()}:{self.keeper_id}:{self.person_id}"

    @property
    def expires_at(self) -> datetime:
        return self.closed_at + TOLD_UNTIL
