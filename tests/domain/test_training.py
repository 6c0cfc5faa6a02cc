from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.occurrence import Kind
from domain.training import may_start, reminders

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY, HOUR = Kind.TRAINING_DAY_BEFORE, Kind.TRAINING_HOUR_BEFORE


def planned(ahead):
    starts_at = NOW + ahead
    return reminders(training_id=7, unit_id=3, starts_at=starts_at, now=NOW)


@pytest.mark.parametrize(
    ("ahead", "kinds"),
    [
        (timedelta(minutes=30), []),
        (timedelta(hours=1), []),
        (timedelta(hours=1, minutes=1), [HOUR]),
        (timedelta(hours=24), [HOUR]),
        (timedelta(hours=24, minutes=1), [DAY, HOUR]),
        (timedelta(days=20), [DAY, HOUR]),
    ],
)
def test_only_reminders_still_to_come_are_planned(ahead, kinds):
    assert [due.kind for due in planned(ahead)] == kinds


@given(st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=400)))
def test_every_reminder_lies_between_now_and_the_beginning(ahead):
    for due in planned(ahead):
        assert NOW < due.due_at < due.until == NOW + ahead
        assert due.day == due.due_at.date()
        assert (due.subject_id, due.unit_id) == (7, 3)


@pytest.mark.parametrize(
    ("ahead", "allowed"),
    [
        (timedelta(minutes=-1), False),
        (timedelta(0), False),
        (timedelta(minutes=1), True),
        (timedelta(days=366), True),
        (timedelta(days=366, minutes=1), False),
    ],
)
def test_a_training_begins_later_than_now_and_within_a_year(ahead, allowed):
    assert may_start(NOW + ahead, now=NOW) is allowed
