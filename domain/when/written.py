"""Dates with figures: 2026-11-25, 11月25日（周三）, 25号, 下月5号, 月底, nov 25."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from domain.when.weekday import WEEK, understand_weekday
from domain.when.writing import NUMERAL, number

YEAR = "(?:(?P<year>20[0-9]{2}|二[零〇][零〇一二三四五六七八九]{2})年|(?P<near>[今明去])年)"
MONTH_OF = "(?:(?P<of>[本这下上])(?:(?<!本)个)?月)"
MONTHS_AWAY = {"上": -1, "last": -1, "本": 0, "这": 0, "this": 0, "下": 1, "next": 1}
_YEARS_AWAY = {"去": -1, "今": 0, "明": 1}
_FIGURES = "[0-9]{1,2}"
_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_MONTHS = {name: month for month, name in enumerate(_NAMES, start=1)}
_MONTHS |= {name[:3]: month for name, month in _MONTHS.items()} | {"sept": 9}
_NAME = f"(?P<name>{'|'.join(_MONTHS)})"
_DAY = f"(?P<day>{_FIGURES})(?:st|nd|rd|th)?"
_ENGLISH_YEAR = "(?:,? (?P<year>20[0-9]{2}))?"
_LONGEST_MONTH = 31
_WITH_WEEKDAY = (
    re.compile(rf"(?P<date>.+?) ?(?P<open>\()?(?P<weekday>{WEEK}.)(?(open)\))"),
    re.compile("(?P<weekday>mon|tue|wed|thu|fri|sat|sun),? (?P<date>.+)"),
)
_SHORT_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        f"{YEAR}?(?P<month>{NUMERAL})月(?:(?P<day>{NUMERAL})[日号]|(?P<bare>{_FIGURES}))",
        f"{MONTH_OF}?(?P<day>{NUMERAL})[日号]",
        f"{YEAR}?(?P<month>{NUMERAL})月底前?",
        f"(?:{MONTH_OF}|月)底前?",
        f"(?P<year>20[0-9]{{2}})(?P<sign>[-/.])(?P<month>{_FIGURES})(?P=sign)(?P<day>{_FIGURES})",
        f"(?P<month>{_FIGURES})[-/](?P<day>{_FIGURES})",
        f"{_NAME} {_DAY}{_ENGLISH_YEAR}",
        f"{_DAY} {_NAME}{_ENGLISH_YEAR}",
    )
)


@dataclass(frozen=True)
class Written:
    """A date as far as it was written; without a day it is the last one of its month.

    A weekday written beside it that contradicts it leaves nothing understood.
    """

    year: int | None
    month: int | None
    day: int | None
    weekday: int | None = None

    def ahead(self, today: date) -> date | None:
        """The next one that is not past; a month too short for it is an error, not a hop."""
        if self.year is not None:
            return self.within(today)
        day = self.day or _LONGEST_MONTH
        if self.month is not None:
            is_past = (self.month, day) < (today.month, today.day)
            return self._agreed(dated(today.year + is_past, self.month, self.day))
        return self._agreed(dated(*month_away(today, int(day < today.day)), self.day))

    def within(self, base: date) -> date | None:
        """The one in the year and month of `base`, where none was written."""
        year = base.year if self.year is None else self.year
        return self._agreed(dated(year, self.month or base.month, self.day))

    def _agreed(self, day: date | None) -> date | None:
        is_it = day is None or self.weekday in (None, day.weekday())
        return day if is_it else None


def understand_written(phrase: str, *, today: date) -> Written | None:
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(phrase):
            return _written(match.groupdict(), today=today)
    return _written_with_weekday(phrase, today=today)


def _written_with_weekday(phrase: str, *, today: date) -> Written | None:
    for pattern in _WITH_WEEKDAY:
        if said := pattern.fullmatch(phrase):
            weekday = _weekday(said["weekday"])
            written = understand_written(said["date"], today=today)
            is_first = written is not None and written.weekday is None and weekday is not None
            return replace(written, weekday=weekday) if written and is_first else None
    return None


def _weekday(said: str) -> int | None:
    if said in _SHORT_NAMES:
        return _SHORT_NAMES.index(said)
    weekday = understand_weekday(said)
    return weekday.day if weekday else None


def dated(year: int, month: int, day: int | None) -> date | None:
    try:
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError:
        return None


def month_away(today: date, months: int) -> tuple[int, int]:
    years, month = divmod(today.month - 1 + months, 12)
    return today.year + years, month + 1


def year_said(said: dict[str, str | None], *, today: date) -> int | None:
    if year := said.get("year"):
        return number(year)
    near = said.get("near")
    return today.year + _YEARS_AWAY[near] if near else None


def _written(said: dict[str, str | None], *, today: date) -> Written | None:
    year, month = year_said(said, today=today), _month_said(said)
    if of := said.get("of"):
        year, month = month_away(today, MONTHS_AWAY[of])
    figures = said.get("day") or said.get("bare")
    day = number(figures) if figures else None
    return Written(year, month, day) if month != 0 and day != 0 else None


def _month_said(said: dict[str, str | None]) -> int | None:
    if name := said.get("name"):
        return _MONTHS[name]
    month = said.get("month")
    return number(month) if month else None
