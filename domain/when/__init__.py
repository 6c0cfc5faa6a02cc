"""Days and hours as people of an office write them: understood exactly, or not at all."""

from domain.when.day import read_day
from domain.when.hour import read_time
from domain.when.moment import Moment, read_moment, take_moment
from domain.when.period import Period, read_coming_period, read_period

__all__ = [
    "Moment",
    "Period",
    "read_coming_period",
    "read_day",
    "read_moment",
    "read_period",
    "read_time",
    "take_moment",
]
