from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.training_certificate import YEARS, Certificate, expiry, reminders


@pytest.mark.parametrize(
    ("issued", "years", "until"),
    [
        (date(2026, 11, 24), 1, date(2027, 11, 24)),
        (date(2026, 11, 24), 3, date(2029, 11, 24)),
        (date(2026, 11, 24), 0, None),
        (date(2028, 2, 29), 1, date(2029, 2, 28)),
        (date(2028, 2, 29), 2, date(2030, 2, 28)),
    ],
)
def test_a_certificate_holds_for_whole_years(issued, years, until):
    assert expiry(issued, years) == until


@pytest.mark.parametrize(
    ("today", "ended"),
    [(date(2027, 11, 23), False), (date(2027, 11, 24), False), (date(2027, 11, 25), True)],
)
def test_its_last_day_still_counts(today, ended):
    held = Certificate(
        certificate_id=1,
        title="消防",
        issued_on=date(2026, 11, 24),
        expires_on=date(2027, 11, 24),
    )
    assert held.has_ended(today) is ended


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.sampled_from([y for y in YEARS if y]))
def test_both_reminders_lie_between_the_day_of_issue_and_the_end(issued, years):
    until = expiry(issued, years)
    assert until
    due = reminders(
        training_id=1, unit_id=1, expires_on=until, now=datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert [until - each.day for each in due] == [timedelta(days=30), timedelta(days=7)]
    assert all(issued < each.day < until for each in due)
