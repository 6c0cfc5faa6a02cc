"""Days and hours as people of an office write them: understood exactly, or not at all."""

from domain.when.bounds import midnight, month_end
from domain.when.day import read_day
from domain.when.deadline import read_deadline, understand_deadline
from domain.when.hour import read_time
from domain.when.moment import Moment, read_moment, take_moment
from domain.when.period import Period, read_coming_period, read_period
from domain.when.recurrence import LAST_DAY, Every, Recurrence, read_recurrence
from domain.when.spell import NOON, Half, Spell, read_spell

__all__ = [
    "LAST_DAY",
    "NOON",
    "Every",
    "Half",
    "Moment",
    "Period",
    "Recurrence",
    "Spell",
    "midnight",
    "month_end",
    "read_coming_period",
    "read_day",
    "read_deadline",
    "read_moment",
    "read_period",
    "read_recurrence",
    "read_spell",
    "read_time",
    "take_moment",
    "understand_deadline",
]
