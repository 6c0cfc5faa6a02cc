"""A unit's hours: when the roll is called and closed, when the evening review runs."""

from dataclasses import dataclass
from datetime import time, timedelta

from domain.refusals import OfficeError


class HoursOutOfOrder(OfficeError):
    """Roll call, closing, review opening and its end must follow one another in a day."""


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


def minutes(at: time) -> int:
    return at.hour * 60 + at.minute


DEFAULT = Hours()
