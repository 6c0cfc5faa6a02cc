"""What comes again and again: 每天, 每个工作日, 每周一到周五, 每周一、三, 每月5号, 每月底."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.when.weekday import WEEK, understand_weekday
from domain.when.writing import NUMERAL, joined, number, shifted, tidy

LAST_DAY = 0
"""Of a month, however long it is."""
LONGEST_MONTH = 31


class Every(StrEnum):
    DAY = "day"
    WORKDAY = "workday"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Recurrence:
    """`days` are weekdays from 0, or days of the month with `LAST_DAY`; in their order."""

    every: Every
    days: tuple[int, ...] = ()

    def falls_on(self, day: date, *, is_workday: bool) -> bool:
        """A month without the day is passed over: the 31st is never the 30th."""
        match self.every:
            case Every.DAY:
                return True
            case Every.WORKDAY:
                return is_workday
            case Every.WEEK:
                return day.weekday() in self.days
            case Every.MONTH:
                return day.day in self.days or (LAST_DAY in self.days and _ends_month(day))


_PLAIN = {
    **dict.fromkeys(("每天", "每日", "天天", "every day", "daily"), Every.DAY),
    **dict.fromkeys(
        ("每个工作日", "每工作日", "every workday", "every working day"), Every.WORKDAY
    ),
}
_OF_WEEK = re.compile(f"每个?{WEEK}(?P<days>.+)|every (?P<english>.+)")
_OF_MONTH = re.compile("每个?月(?P<days>.+)|every month on (?P<english>.+)")
_MONTH_END = re.compile("月?底|(?:的)?最后一天|the last day")
_AND = re.compile(" ?(?:、|,|和|及|与| and ) ?")
_TO = re.compile(" ?(?:到|至|~|-|–| to ) ?")
_OF_DAY = re.compile(f"(?:the |day )?(?P<day>{NUMERAL})(?P<sign>[日号]|st|nd|rd|th)?")
_RUN = re.compile("[一二三四五六日天]{2,7}")
Read = Callable[[str], int | None]


def read_recurrence(text: str) -> Recurrence | None:
    phrase = joined(tidy(text))
    if every := _PLAIN.get(phrase):
        return Recurrence(every)
    return _monthly(phrase) or _weekly(phrase)


def _weekly(phrase: str) -> Recurrence | None:
    if not (said := _OF_WEEK.fullmatch(phrase)):
        return None
    listed = said["days"] or said["english"]
    if _RUN.fullmatch(listed):
        listed = "、".join(listed)
    read = _weekday if said["days"] else _english_weekday
    return _recurrence(Every.WEEK, _days(listed, read))


def _monthly(phrase: str) -> Recurrence | None:
    if not (said := _OF_MONTH.fullmatch(phrase)):
        return None
    listed = said["days"] or said["english"]
    if said["days"] and not listed.endswith(("日", "号", "底", "天")):
        return None
    return _recurrence(Every.MONTH, _days(listed, _day_of_month))


def _recurrence(every: Every, days: list[int] | None) -> Recurrence | None:
    """Nothing is said twice."""
    if not days or len(set(days)) < len(days):
        return None
    last = [day for day in days if every is Every.MONTH and day == LAST_DAY]
    return Recurrence(every, (*sorted(set(days) - set(last)), *last))


def _days(listed: str, read: Read) -> list[int] | None:
    """Every part must be understood."""
    parts = list(_parts(listed, read))
    return None if None in parts else [day for day in parts if day is not None]


def _parts(listed: str, read: Read) -> Iterator[int | None]:
    for part in _AND.split(listed):
        first, *more = _TO.split(part)
        begins, ends = read(first), read(more[-1]) if more else None
        if not more:
            yield begins
        elif len(more) > 1 or begins is None or ends is None or not LAST_DAY <= begins < ends:
            yield None
        else:
            yield from range(begins, ends + 1)


def _weekday(said: str) -> int | None:
    """周三, or 三 alone behind the first 周."""
    weekday = understand_weekday(said) or understand_weekday(f"周{said}")
    return weekday.day if weekday and weekday.week is None else None


def _english_weekday(said: str) -> int | None:
    weekday = understand_weekday(said)
    return weekday.day if weekday and weekday.week is None else None


def _day_of_month(said: str) -> int | None:
    if _MONTH_END.fullmatch(said):
        return LAST_DAY
    if not (match := _OF_DAY.fullmatch(said)):
        return None
    day = number(match["day"])
    return day if 1 <= day <= LONGEST_MONTH else None


def _ends_month(day: date) -> bool:
    after = shifted(day, 1)
    return after is None or after.month != day.month
