from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.hours import Hours, HoursOutOfOrder, HoursUnclear, minutes, moved, read_hours


@pytest.mark.parametrize(
    ("text", "roll_call", "review", "unit"),
    [
        ("08:00 17:30", time(8), time(17, 30), ""),
        ("08:00 17:30 三里社区", time(8), time(17, 30), "三里社区"),
        ("8:30 三里社区", time(8, 30), None, "三里社区"),
        ("6:00", time(6), None, ""),
        ("8点半 下午5点", time(8, 30), time(17), ""),
        ("08：00 17：30", time(8), time(17, 30), ""),
        ("  07:45   18:00  东 区 ", time(7, 45), time(18), "东 区"),
    ],
)
def test_hours_are_read_as_they_are_typed(text, roll_call, review, unit):
    assert read_hours(text) == (roll_call, review, unit)


@pytest.mark.parametrize("text", ["", "三里社区", "25:00", "08:61", "8", "08:00 25:00", "08:00 5"])
def test_what_is_no_hour_is_not_guessed(text):
    with pytest.raises(HoursUnclear):
        read_hours(text)


@pytest.mark.parametrize(
    ("roll_call", "review"),
    [
        (time(17), time(17, 30)),
        (time(8), time(8, 30)),
        (time(8), time(22)),
        (time(23), None),
        (time(8), time(23)),
    ],
)
def test_hours_that_do_not_follow_one_another_are_refused(roll_call, review):
    with pytest.raises(HoursOutOfOrder):
        moved(Hours(), roll_call=roll_call, review=review)


@given(st.times(), st.none() | st.times())
def test_moved_hours_are_in_order_or_refused(roll_call, review):
    roll_call = roll_call.replace(second=0, microsecond=0)
    try:
        hours = moved(Hours(), roll_call=roll_call, review=review)
    except HoursOutOfOrder:
        return
    assert hours.roll_call < hours.closing < hours.review < hours.review_until
    assert minutes(hours.closing) - minutes(hours.roll_call) == 60
