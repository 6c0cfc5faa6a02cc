"""A unit's hours: when the roll is called and closed, when the evening review runs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any

from domain.refusals import OfficeError


class Figure(StrEnum):
    """The five figures of a unit's hours, as a day meets them; all but the grace are hours."""

    ROLL_CALL = "roll_call"
    GRACE = "grace"
    CLOSING = "closing"
    REVIEW = "review"
    REVIEW_UNTIL = "review_until"


MORNING = (Figure.ROLL_CALL, Figure.GRACE, Figure.CLOSING)
EVENING = (Figure.REVIEW, Figure.REVIEW_UNTIL)
_IN_ORDER = (Figure.ROLL_CALL, Figure.CLOSING, *EVENING)
ROLL_LASTS = timedelta(hours=1)
_LAST_MINUTE = 24 * 60 - 1


class HoursOutOfOrder(OfficeError):
    """Roll call, closing, review opening and its end must follow one another in a day."""

    def __init__(self, first: Figure, first_at: time, then: Figure, then_at: time) -> None:
        super().__init__(first, first_at, then, then_at)
        self.first, self.first_at, self.then, self.then_at = first, first_at, then, then_at


class GraceTooLong(OfficeError):
    """The grace must be over before the roll closes."""

    def __init__(self, grace: int, lasts: int) -> None:
        super().__init__(grace, lasts)
        self.grace, self.lasts = grace, lasts


class HoursUnclear(OfficeError):
    """What was typed does not begin with an hour."""


class NoOwnHours(OfficeError):
    """There is nothing to give back: the unit's hours are inherited already."""


@dataclass(frozen=True, kw_only=True)
class Hours:
    """`grace` in minutes: until then nobody is late."""

    roll_call: time = time(8, 0)
    grace: int = 10
    closing: time = time(9, 0)
    review: time = time(17, 30)
    review_until: time = time(22, 0)

    def __post_init__(self) -> None:
        for first, then in pairwise(_IN_ORDER):
            first_at, then_at = getattr(self, first), getattr(self, then)
            if first_at >= then_at:
                raise HoursOutOfOrder(first, first_at, then, then_at)
        lasts = minutes(self.closing) - minutes(self.roll_call)
        if not 0 <= self.grace < lasts:
            raise GraceTooLong(self.grace, lasts)

    def minutes(self, figure: Figure) -> int:
        """Of the day; of the grace its length."""
        value = getattr(self, figure)
        return value if isinstance(value, int) else minutes(value)


@dataclass(frozen=True, kw_only=True)
class Change:
    """The figures that are to be others; None for those that were not spoken of."""

    roll_call: time | None = None
    grace: int | None = None
    closing: time | None = None
    review: time | None = None
    review_until: time | None = None

    @classmethod
    def of(cls, figure: Figure, value: int) -> "Change":
        return cls.said({figure: value})

    @classmethod
    def said(cls, values: Mapping[str, int | None]) -> "Change":
        """In minutes: of the day, or of the grace."""
        given: dict[str, Any] = {
            figure: value if figure == Figure.GRACE else clock(value)
            for figure, value in values.items()
            if value is not None
        }
        return cls(**given)

    def values(self) -> dict[Figure, int]:
        """What was spoken of, in minutes."""
        given = {figure: getattr(self, figure) for figure in Figure}
        return {
            figure: value if isinstance(value, int) else minutes(value)
            for figure, value in given.items()
            if value is not None
        }


def moved(now: Hours, change: Change) -> Hours:
    """The hours as a change leaves them.

    Where the roll call moves and no closing is said: a closing an hour after the roll call stays
    an hour after it, for that is the rule and nobody chose it. A chosen one stays as it is while
    it fits, after the grace and before the review; where it does not, it too is an hour after.
    """
    said = {figure: value for figure, value in vars(change).items() if value is not None}
    wanted: dict[str, Any] = vars(now) | said
    if change.roll_call and change.closing is None:
        is_chosen = now.closing != _an_hour_after(now.roll_call)
        on_time_until = minutes(change.roll_call) + wanted["grace"]
        fits = on_time_until < minutes(now.closing) < minutes(wanted["review"])
        if not (is_chosen and fits):
            wanted["closing"] = _an_hour_after(change.roll_call)
    return Hours(**wanted)


def differing(before: Hours, after: Hours) -> list[Figure]:
    return [figure for figure in Figure if before.minutes(figure) != after.minutes(figure)]


_USUAL = {
    Figure.ROLL_CALL: (time(8), time(8, 30), time(7, 30), time(9)),
    Figure.REVIEW: (time(17, 30), time(18), time(17), time(18, 30)),
    Figure.REVIEW_UNTIL: (time(22), time(21), time(20), time(23)),
}
_GRACES = (10, 5, 15, 0)
_CLOSES_AFTER = (60, 30, 90, 45)
OFFERED = 3


def usual(figure: Figure, hours: Hours) -> list[int]:
    """A few values, in minutes, that this figure may take and has not."""
    fitting = [value for value in _candidates(figure, hours) if _fits(figure, value, hours)]
    return sorted(fitting[:OFFERED])


def _candidates(figure: Figure, hours: Hours) -> Iterator[int]:
    if figure is Figure.GRACE:
        yield from _GRACES
    elif figure is Figure.CLOSING:
        begins = minutes(hours.roll_call)
        yield from (begins + after for after in _CLOSES_AFTER if begins + after <= _LAST_MINUTE)
    else:
        yield from map(minutes, _USUAL[figure])


def _fits(figure: Figure, value: int, hours: Hours) -> bool:
    try:
        return value != hours.minutes(figure) and bool(moved(hours, Change.of(figure, value)))
    except (HoursOutOfOrder, GraceTooLong):
        return False


def minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def clock(minutes_of_day: int) -> time:
    return time(*divmod(minutes_of_day, 60))


def _an_hour_after(at: time) -> time:
    """Or the day's last minute, which no review can follow."""
    return clock(min(minutes(at) + int(ROLL_LASTS.total_seconds() // 60), _LAST_MINUTE))


DEFAULT = Hours()
