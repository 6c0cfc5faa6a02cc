"""Days and hours said back as they would be typed: what is read from them is what was meant."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Annotated

from pydantic import Field

from domain.when import LAST_DAY, Every, Moment, Recurrence, Spell, read_day
from views.texts import N_, Texts

_BEFORE_WORK = range(7)
_DAWN = range(6)
_A_ROW = 3
DayNumber = Annotated[int, Field(ge=1, lt=date.max.toordinal())]
"""A day in a button, as date.toordinal counts it."""
WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def is_right(when: str, t: Texts) -> str:
    """The echo of what was typed."""
    return t("{when}, is that right?", when=when)


def said_day(day: date, today: date, t: Texts) -> str:
    """With its year where it is not the next such day."""
    plain = t.day(day)
    return plain if read_day(plain, today=today) == day else t.full_day(day)


def said_time(at: time, t: Texts) -> str:
    """Hours before seven with their part of the day: 2:30 alone may be the afternoon's."""
    if at.hour not in _BEFORE_WORK:
        return f"{at:%H:%M}"
    clock = f"{at.hour}:{at:%M}"
    if at.hour == 0:
        return t("{time} at night", time=f"12:{at:%M}" if t.language == "en" else clock)
    return t("{time} am", time=clock) if at.hour in _DAWN else t("{time} a.m.", time=clock)


def said_moment(moment: Moment, today: date, t: Texts) -> str:
    day = said_day(moment.day, today, t)
    if moment.time is None:
        return day
    return t("{day} {time}", day=day, time=said_time(moment.time, t))


def said_spell(spell: Spell, today: date, t: Texts) -> str:
    first, last = said_day(spell.first, today, t), said_day(spell.last, today, t)
    if spell.first == spell.last:
        return _half(first, is_morning=spell.until_noon, is_afternoon=spell.from_noon, t=t)
    begins = _half(first, is_morning=False, is_afternoon=spell.from_noon, t=t)
    ends = _half(last, is_morning=spell.until_noon, is_afternoon=False, t=t)
    return t("{first} to {last}", first=begins, last=ends)


def _half(day: str, *, is_morning: bool, is_afternoon: bool, t: Texts) -> str:
    if is_morning:
        return t("{day} morning", day=day)
    return t("{day} afternoon", day=day) if is_afternoon else day


def said_recurrence(again: Recurrence, t: Texts) -> str:
    match again.every:
        case Every.DAY:
            return t("every day")
        case Every.WORKDAY:
            return t("every workday")
        case Every.WEEK:
            return t("every {weekdays}", weekdays=_weekdays(again.days, t))
        case Every.MONTH:
            days = t.listed(_day_of_month(day, t) for day in again.days)
            return t("every month on {days}", days=days)


def _weekdays(days: Sequence[int], t: Texts) -> str:
    names = [t(WEEKDAYS[day]) for day in days]
    if len(days) >= _A_ROW and days[-1] - days[0] == len(days) - 1:
        return t("{first} to {last}", first=names[0], last=names[-1])
    return t.listed(names)


def _day_of_month(day: int, t: Texts) -> str:
    return t("the last day") if day == LAST_DAY else t("day {n}", n=day)


def hour_by(at: datetime, day: date, t: Texts) -> str:
    """The hour alone on the day spoken of; a shift may end on the next one."""
    return t.time(at) if at.astimezone(t.zone).date() == day else t.moment(at)
