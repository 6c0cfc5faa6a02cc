"""The days a summary speaks of: 本周, 上月, 2026-11, 11月1日到5日, 周一到周五."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from domain.when.day import understand_day, understand_near
from domain.when.weekday import WEEK, WEEK_OF, WEEKS, understand_weekday
from domain.when.writing import NUMERAL, joined, number, shifted, tidy
from domain.when.written import (
    MONTH_OF,
    MONTHS_AWAY,
    YEAR,
    dated,
    month_away,
    understand_written,
    year_said,
)

_WEEK = re.compile(f"{WEEK_OF}{WEEK}|(?P<english>this|last|next) week")
_MONTH = re.compile(f"{MONTH_OF}|(?P<english>this|last|next) month")
_NAMED_MONTH = re.compile(
    f"{YEAR}(?P<month>{NUMERAL})月份?|(?P<year_figures>20[0-9]{{2}})[-/.](?P<figures>[0-9]{{1,2}})"
)
_TO = re.compile(r" ?(?:到|至|~|—+|–|-|\.{2,}| to ) ?")
_SHORT = re.compile(
    f"(?P<first>^{NUMERAL}|[月]{NUMERAL}) ?(?:到|至|~|-|–) ?(?P<last>{NUMERAL}[日号])$"
)
"""12到15号: the sign of the last day stands for both."""


_BEFORE = re.compile("(?P<day>[^到至~–-]+?) ?[之以]?前")


@dataclass(frozen=True)
class Period:
    """Both days belong to it."""

    first: date
    last: date


Between = Callable[[str, str, date], Period | None]


def read_period(text: str, *, today: date) -> Period | None:
    phrase = joined(tidy(text))
    if day := understand_day(phrase, today=today):
        return Period(day, day)
    return (
        _week(phrase, today=today)
        or _month(phrase, today=today)
        or _range(phrase, between=_between, today=today)
    )


def read_coming_period(text: str, *, today: date) -> Period | None:
    """As `read_period`, for what lies ahead: days of no said year may be, or end, in the next.

    月底前 are the days from today on.
    """
    if said := _BEFORE.fullmatch(joined(tidy(text))):
        last = understand_day(said["day"], today=today)
        return Period(today, last) if last and last >= today else None
    period = read_period(text, today=today)
    if period and period.last >= today:
        return period
    return _range(joined(tidy(text)), between=_between_ahead, today=today) or period


def _week(phrase: str, *, today: date) -> Period | None:
    if not (said := _WEEK.fullmatch(phrase)):
        return None
    monday = shifted(today, 7 * WEEKS[said["week"] or said["english"]] - today.weekday())
    sunday = shifted(monday, 6) if monday else None
    return _period(monday, sunday)


def _month(phrase: str, *, today: date) -> Period | None:
    if said := _MONTH.fullmatch(phrase):
        return _whole(*month_away(today, MONTHS_AWAY[said["of"] or said["english"]]))
    if not (said := _NAMED_MONTH.fullmatch(phrase)):
        return None
    year = year_said(said.groupdict(), today=today) or number(said["year_figures"] or "0")
    return _whole(year, number(said["month"] or said["figures"]))


def _whole(year: int, month: int) -> Period | None:
    return _period(dated(year, month, 1), dated(year, month, None))


def _range(phrase: str, *, between: Between, today: date) -> Period | None:
    phrase = _SHORT.sub(r"\g<first>号到\g<last>", phrase.removeprefix("从").removeprefix("from "))
    ranges = (
        between(phrase[: sign.start()], phrase[sign.end() :], today)
        for sign in _TO.finditer(phrase)
    )
    return next(filter(None, ranges), None)


def _between(first: str, last: str, today: date) -> Period | None:
    begins = _end(first, today=today, base=today)
    return _period(begins, _end(last, today=today, base=begins) if begins else None)


def _between_ahead(first: str, last: str, today: date) -> Period | None:
    begins, ends = understand_written(first, today=today), understand_written(last, today=today)
    if begins is None or ends is None or not (start := begins.ahead(today)):
        return None
    end = ends.within(start)
    if (end is None or end < start) and ends.month is not None:
        end = ends.ahead(start)
    return _period(start, end)


def _end(phrase: str, *, today: date, base: date) -> date | None:
    """One end of a range; what it does not say, it shares with `base`."""
    if written := understand_written(phrase, today=today):
        return written.within(base)
    if weekday := understand_weekday(phrase):
        return weekday.within(base if weekday.week is None else today)
    return understand_near(phrase, today=today)


def _period(first: date | None, last: date | None) -> Period | None:
    return Period(first, last) if first and last and first <= last else None
