"""A change of a unit's hours, told once to those who keep them, and from when it holds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from domain.hours import EVENING, MORNING, Hours, differing
from domain.notice import Circular, Notice
from domain.occurrence import Kind

TOLD = "hours_told"
_FIGURES = {Kind.ROLL_CALL: MORNING, Kind.REVIEW: EVENING}


def kinds_changed(before: Hours, after: Hours) -> list[Kind]:
    changed = set(differing(before, after))
    return [kind for kind, figures in _FIGURES.items() if changed.intersection(figures)]


@dataclass(frozen=True, kw_only=True)
class HoursTold(Notice):
    """`since` holds only what has changed: the roll, the review, or both."""

    hours_id: int
    unit: str
    hours: Hours
    since: Mapping[Kind, date]

    @property
    def key(self) -> str:
        return f"{TOLD}:{self.hours_id}:{self.person_id}"


def tell_keepers(
    hours_id: int,
    units: Sequence[int],
    *,
    since: Mapping[Kind, date],
    zone: tzinfo | None,
) -> Circular:
    """However many they are: one statement; no news any more once the first day is over."""
    over = max(since.values()) + timedelta(days=1)
    return Circular(
        kind=TOLD,
        key=f"{TOLD}:{hours_id}:",
        about={"hours_id": hours_id, "changed": written(since)},
        expires_at=datetime.combine(over, time(), zone),
        among=tuple(units),
    )


_BITS = {Kind.ROLL_CALL: 1, Kind.REVIEW: 2}


def written(kinds: Collection[Kind]) -> int:
    return sum(bit for kind, bit in _BITS.items() if kind in kinds)


def read(changed: int) -> list[Kind]:
    return [kind for kind, bit in _BITS.items() if changed & bit]
