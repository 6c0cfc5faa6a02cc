"""A unit's hours: when the roll is called and closed, when the evening review runs."""

import re
from dataclasses import dataclass
from datetime import time, timedelta

from domain.refusals import OfficeError
from domain.when import read_time

_FIGURES = re.compile("(?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-5][0-9])")


class HoursOutOfOrder(OfficeError):
    """Roll call, closing, review opening and its end must follow one another in a day."""


class HoursUnclear(OfficeError):
    """What was typed does not begin with an hour."""


@dataclass(frozen=True, kw_only=True)
class Hours:
    roll_call: time = time(8, 0)
    grace: int = 10
    closing: time = time(9, 0)
    review: time = time(17, 30)
    review_until: time = time(22, 0)

    def __post_init__(self) -> None:
        in_order = self.roll_call < self.closing < self.review < self.review_until
        if not in_order or not 0 <= self.grace < self._lasts():
            raise HoursOutOfOrder

    def _lasts(self) -> int:
        return minutes(self.closing) - minutes(self.roll_call)


ROLL_LASTS = timedelta(hours=1)


def moved(now: Hours, *, roll_call: time, review: time | None = None) -> Hours:
    """New hours with the closing an hour after the roll, as `/hours 08:00 17:30` sets them."""
    end = minutes(roll_call) + int(ROLL_LASTS.total_seconds() // 60)
    if end >= minutes(time(23, 59)):
        raise HoursOutOfOrder
    closing = time(*divmod(end, 60))
    return Hours(
        roll_call=roll_call,
        grace=now.grace,
        closing=closing,
        review=review or now.review,
        review_until=now.review_until,
    )


def read_hours(text: str) -> tuple[time, time | None, str]:
    """`08:00 17:30 三里社区`: the roll call, and the review and the unit if they are said."""
    first, *rest = [*text.split(), ""]
    roll_call = _read_hour(first)
    if roll_call is None:
        raise HoursUnclear
    review = _read_hour(rest[0]) if rest else None
    if review is None and rest and rest[0][0:1].isdigit():
        raise HoursUnclear
    return roll_call, review, " ".join(rest[1:] if review else rest).strip()


def _read_hour(text: str) -> time | None:
    """In figures the day has 24 hours, so 6:00 is the morning's; else as people say it."""
    if said := _FIGURES.fullmatch(text.replace("：", ":")):
        return time(int(said["hour"]), int(said["minute"]))
    return read_time(text)


def minutes(at: time) -> int:
    return at.hour * 60 + at.minute


DEFAULT = Hours()
