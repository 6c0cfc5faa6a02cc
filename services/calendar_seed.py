"""A year of workdays to begin with: as the State Council announced it, or as the week runs."""

import datetime as dt

from domain.calendar import CalendarDay, DaySource

CONFIRMED_YEARS = (2025, 2026)
MAKE_UP_WORKDAY = "调休上班"


def official_year(year: int) -> list[CalendarDay]:
    """Only announced years: for others the library would leave out the make-up workdays."""
    if year not in CONFIRMED_YEARS:
        raise LookupError(year)
    return _year(year, source=DaySource.NOTICE)


def weekday_year(year: int) -> list[CalendarDay]:
    """Monday to Friday without the statutory holidays, for an administrator to confirm."""
    return _year(year, source=DaySource.CONFIRMED)


def _year(year: int, *, source: DaySource) -> list[CalendarDay]:
    from holidays import country_holidays  # noqa: PLC0415 — slow to load, needed once a year

    china = country_holidays("CN", years=year, language="zh_CN")
    if not china:
        raise LookupError(year)
    return [
        CalendarDay(
            date=day,
            workday=china.is_working_day(day),
            name=MAKE_UP_WORKDAY if day in china.weekend_workdays else china.get(day, ""),
            source=source,
        )
        for day in _days(year)
    ]


def _days(year: int) -> list[dt.date]:
    first = dt.date(year, 1, 1)
    return [first + dt.timedelta(days=n) for n in range((dt.date(year, 12, 31) - first).days + 1)]
