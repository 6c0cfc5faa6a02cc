"""What a day is called, and whose change of it holds."""

from datetime import date

import pytest

from domain.calendar import (
    CalendarDay,
    DayKind,
    DaySource,
    Override,
    days_of,
    month_of,
    nearest,
    shown,
)

SATURDAY, MONDAY = date(2026, 11, 28), date(2026, 11, 23)


def known(day, *, workday, name=""):
    return CalendarDay(date=day, workday=workday, name=name, source=DaySource.NOTICE)


@pytest.mark.parametrize(
    ("day", "workday", "name", "kind"),
    [
        (MONDAY, True, "", DayKind.WORKDAY),
        (MONDAY, False, "国庆节", DayKind.HOLIDAY),
        (MONDAY, False, "", DayKind.HOLIDAY),
        (SATURDAY, False, "", DayKind.REST),
        (SATURDAY, False, "国庆节", DayKind.HOLIDAY),
        (SATURDAY, True, "调休上班", DayKind.MAKE_UP),
    ],
)
def test_a_day_by_the_calendar(day, workday, name, kind):
    assert shown(day, known(day, workday=workday, name=name), None, "/1/").kind is kind


@pytest.mark.parametrize(("workday", "kind"), [(True, DayKind.ADDED), (False, DayKind.FREED)])
def test_a_change_holds_whatever_the_calendar_says(workday, kind):
    over = Override(path="/1/", day=MONDAY, workday=workday, reason="台风")
    for calendar in (known(MONDAY, workday=True), known(MONDAY, workday=False), None):
        day = shown(MONDAY, calendar, over, "/1/2/")
        assert (day.kind, day.reason, day.is_own) == (kind, "台风", False)
    assert shown(MONDAY, None, over, "/1/").is_own


def test_a_day_nobody_has_confirmed_is_not_guessed():
    assert shown(MONDAY, None, None, "/1/").kind is DayKind.UNKNOWN


@pytest.mark.parametrize(
    ("path", "held"), [("/1/2/3/", "/1/2/"), ("/1/2/", "/1/2/"), ("/1/4/", "/1/"), ("/9/", None)]
)
def test_the_nearest_unit_above_holds(path, held):
    changes = {
        each: Override(path=each, day=MONDAY, workday=False, reason="")
        for each in ("/1/", "/1/2/")
    }
    found = nearest(path, changes)
    assert (found and found.path) == held


def test_months_are_counted_through():
    assert month_of(date(2026, 12, 1)) + 1 == month_of(date(2027, 1, 31))
    assert days_of(month_of(date(2028, 2, 5)))[-1] == date(2028, 2, 29)
