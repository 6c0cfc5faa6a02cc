"""The seeded years agree with a second library day by day; an unannounced year is not seeded."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from domain.calendar import CalendarDay, DaySource
from services.calendar_seed import CONFIRMED_YEARS, official_year, weekday_year


@pytest.mark.fault("D5")
@pytest.mark.parametrize("year", CONFIRMED_YEARS)
def test_every_day_of_an_announced_year_agrees_with_a_second_source(year: int) -> None:
    days = official_year(year)
    assert [day.date for day in days] == _all_days(year)
    assert [day for day in days if day.workday != chinese_calendar.is_workday(day.date)] == []
    assert {day.source for day in days} == {DaySource.NOTICE}


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2025, "01-26 02-08 04-27 09-28 10-11"),
        (2026, "01-04 02-14 02-28 05-09 09-20 10-10"),
    ],
)
def test_make_up_workdays_fall_on_weekends_and_carry_their_name(year: int, expected: str) -> None:
    made_up = [day for day in official_year(year) if day.workday and day.date.weekday() >= 5]
    assert [f"{day.date:%m-%d}" for day in made_up] == expected.split()
    assert {day.name for day in made_up} == {"调休上班"}


@pytest.mark.parametrize(
    ("day", "workday", "name"),
    [
        (date(2026, 1, 1), False, "元旦"),
        (date(2026, 2, 17), False, "春节"),
        (date(2026, 10, 1), False, "国庆节"),
        (date(2026, 11, 21), False, ""),
        (date(2026, 11, 23), True, ""),
    ],
)
def test_a_day_is_named_after_its_holiday(day: date, *, workday: bool, name: str) -> None:
    expected = CalendarDay(date=day, workday=workday, name=name, source=DaySource.NOTICE)
    assert expected in official_year(day.year)


@pytest.mark.parametrize("year", [2024, 2027, 1900])
def test_a_year_without_its_notice_is_not_guessed(year: int) -> None:
    with pytest.raises(LookupError):
        official_year(year)


def test_an_administrator_may_confirm_weekdays_without_statutory_holidays() -> None:
    days = {day.date: day for day in weekday_year(2027)}
    assert list(days) == _all_days(2027)
    assert {day.source for day in days.values()} == {DaySource.CONFIRMED}
    assert not any(day.workday for day in days.values() if day.date.weekday() >= 5)
    free = [f"{day:%m-%d}" for day in days if day.weekday() < 5 and not days[day].workday]
    assert {"01-01", "04-05", "06-09", "09-15", "10-01"} < set(free)
    assert days[date(2027, 3, 1)].workday


@pytest.mark.parametrize("year", [1900, 2150])
def test_a_year_whose_holidays_nobody_can_tell_is_not_offered(year: int) -> None:
    with pytest.raises(LookupError):
        weekday_year(year)


def _all_days(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
