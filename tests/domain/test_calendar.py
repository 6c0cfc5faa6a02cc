"""Workdays: what is known is used, what nobody has said is never guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import YearUnconfirmed, is_workday, next_workday

FRIDAY = date(2026, 5, 8)
DAYS = {
    FRIDAY: True,
    date(2026, 5, 9): True,
    date(2026, 5, 10): False,
    date(2026, 5, 11): True,
    date(2026, 5, 12): False,
}


@pytest.mark.parametrize(
    ("after", "limit", "expected"),
    [
        (FRIDAY, 60, date(2026, 5, 9)),
        (date(2026, 5, 9), 60, date(2026, 5, 11)),
        (date(2026, 5, 9), 1, None),
        (date(2026, 5, 9), 2, date(2026, 5, 11)),
        (date(2026, 5, 11), 60, None),
        (date(2026, 5, 12), 60, None),
        (date(2026, 5, 6), 60, None),
    ],
)
def test_the_next_workday_is_known_or_none(after: date, limit: int, expected: date | None) -> None:
    assert next_workday(after, DAYS, limit=limit) == expected


@pytest.mark.parametrize(("day", "worked"), [(date(2026, 5, 9), True), (date(2026, 5, 10), False)])
def test_a_known_day_says_whether_it_is_worked(day: date, *, worked: bool) -> None:
    assert is_workday(day, DAYS) is worked


def test_a_day_of_a_year_nobody_confirmed_is_refused_with_that_year() -> None:
    with pytest.raises(YearUnconfirmed) as refusal:
        is_workday(date(2027, 1, 4), DAYS)
    assert refusal.value.year == 2027


@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_no_workday_lies_between_a_day_and_the_next_one(worked: list[bool]) -> None:
    days = {FRIDAY + timedelta(days=n): said for n, said in enumerate(worked, start=1)}
    found = next_workday(FRIDAY, days)
    assert found == min((day for day, said in days.items() if said), default=None)
