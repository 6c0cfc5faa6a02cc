from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.roll_call import Attendance, Tally, judge

EIGHT = datetime(2026, 11, 23, 8, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
GRACE = EIGHT + timedelta(minutes=10)


@pytest.mark.parametrize(
    ("hour", "attendance", "minutes"),
    [
        ("07:59:59", Attendance.PRESENT, 0),
        ("08:00:00", Attendance.PRESENT, 0),
        ("08:09:59", Attendance.PRESENT, 0),
        ("08:10:00", Attendance.PRESENT, 0),
        ("08:10:01", Attendance.LATE, 10),
        ("08:10:59", Attendance.LATE, 10),
        ("08:11:00", Attendance.LATE, 11),
        ("08:59:59", Attendance.LATE, 59),
        ("09:00:00", Attendance.LATE, 60),
        ("09:59:00", Attendance.LATE, 119),
    ],
)
def test_who_is_late_and_by_how_much(hour, attendance, minutes):
    said_at = datetime.fromisoformat(f"2026-11-23T{hour}+08:00")
    assert judge(on_time_until=GRACE, begins_at=EIGHT, said_at=said_at) == (attendance, minutes)


def test_without_any_grace_nobody_is_late_by_no_minutes():
    said_at = EIGHT + timedelta(seconds=5)
    assert judge(on_time_until=EIGHT, begins_at=EIGHT, said_at=said_at) == (Attendance.LATE, 1)


@given(grace=st.integers(0, 59), first=st.integers(-600, 7200), second=st.integers(-600, 7200))
def test_whoever_answers_later_is_never_judged_better(grace, first, second):
    earlier, later = sorted((first, second))
    on_time_until = EIGHT + timedelta(minutes=grace)

    def judged(seconds):
        said_at = EIGHT + timedelta(seconds=seconds)
        return judge(on_time_until=on_time_until, begins_at=EIGHT, said_at=said_at)

    assert judged(earlier)[1] <= judged(later)[1]
    for attendance, minutes in (judged(earlier), judged(later)):
        assert (attendance is Attendance.LATE) == (minutes > 0)
        assert attendance is Attendance.PRESENT or minutes >= grace


people = st.lists(st.sampled_from(Attendance), max_size=60)


def tally(people):
    return Tally.of({kind: people.count(kind) for kind in set(people)})


@given(people)
def test_the_counts_of_a_tally_add_up_to_the_roster(people):
    counted = tally(people)
    assert counted.roster == len(people)
    reasons = (
        *(Attendance.LEAVE, Attendance.REST),
        *(Attendance.NOT_REGISTERED, Attendance.PRE_POST),
    )
    away = sum(people.count(reason) for reason in reasons)
    assert counted.expected == len(people) - away


@given(people, people)
def test_tallies_of_two_units_add_up_to_the_tally_of_both(one, other):
    assert tally(one) + tally(other) == tally(one + other)
    assert tally(one) + Tally() == tally(one)
