"""What the office says of days and hours is understood as what it said."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.when import (
    LAST_DAY,
    Every,
    Moment,
    Recurrence,
    Spell,
    read_day,
    read_moment,
    read_recurrence,
    read_spell,
    read_time,
)
from tests.kit.house import SHANGHAI
from views.texts import texts
from views.when import is_right, said_day, said_moment, said_recurrence, said_spell, said_time

WEDNESDAY = date(2026, 11, 18)
ZH, EN = texts("zh", SHANGHAI), texts("en", SHANGHAI)
TODAYS = st.dates(date(2000, 1, 1), date(2096, 12, 31))
SPOKEN = st.sampled_from([ZH, EN])


@pytest.mark.parametrize(
    ("day", "at", "zh", "en"),
    [
        (
            "2026-11-25",
            "15:30",
            "11月25日（周三）15:30，对吗？",
            "Wed 25 Nov 15:30, is that right?",
        ),
        (
            "2026-11-25",
            "06:30",
            "11月25日（周三）早上6:30，对吗？",
            "Wed 25 Nov 6:30 a.m., is that right?",
        ),
        (
            "2026-11-25",
            "02:30",
            "11月25日（周三）凌晨2:30，对吗？",
            "Wed 25 Nov 2:30 am, is that right?",
        ),
        ("2026-11-25", "", "11月25日（周三），对吗？", "Wed 25 Nov, is that right?"),
        ("2027-11-25", "", "2027年11月25日（周四），对吗？", "Thu 25 Nov 2027, is that right?"),
        ("2026-11-17", "", "2026年11月17日（周二），对吗？", "Tue 17 Nov 2026, is that right?"),
    ],
)
def test_the_echo(day, at, zh, en):
    moment = Moment(date.fromisoformat(day), time.fromisoformat(at) if at else None)
    assert is_right(said_moment(moment, WEDNESDAY, ZH), ZH) == zh
    assert is_right(said_moment(moment, WEDNESDAY, EN), EN) == en


@given(day=st.dates(date(2000, 1, 1), date(2099, 12, 31)), today=TODAYS, t=SPOKEN)
def test_a_day_said_is_that_day(day, today, t):
    assert read_day(said_day(day, today, t), today=today) == day


@given(minute=st.integers(0, 24 * 60 - 1), t=SPOKEN)
def test_an_hour_said_is_that_hour(minute, t):
    at = time(*divmod(minute, 60))
    assert read_time(said_time(at, t)) == at


@given(
    ahead=st.integers(1, 800),
    minute=st.none() | st.integers(0, 24 * 60 - 1),
    today=TODAYS,
    t=SPOKEN,
)
def test_a_moment_said_is_that_moment(ahead, minute, today, t):
    at = None if minute is None else time(*divmod(minute, 60))
    moment = Moment(today + timedelta(days=ahead), at)
    now = datetime.combine(today, time(10), SHANGHAI)
    assert read_moment(said_moment(moment, today, t), now=now) == moment


@st.composite
def spells(draw, today):
    first = today + timedelta(days=draw(st.integers(0, 300)))
    last = first + timedelta(days=draw(st.integers(0, 60)))
    from_noon, until_noon = draw(st.booleans()), draw(st.booleans())
    return Spell(first, last, from_noon=from_noon, until_noon=until_noon and first != last)


@given(data=st.data(), today=TODAYS, t=SPOKEN)
def test_days_with_their_halves_said_are_those_days(data, today, t):
    spell = data.draw(spells(today))
    assert read_spell(said_spell(spell, today, t), today=today) == spell


WEEKDAYS = st.sets(st.integers(0, 6), min_size=1).map(sorted)
MONTH_DAYS = st.sets(st.integers(1, 31), max_size=4).map(sorted)


@given(t=SPOKEN, weekdays=WEEKDAYS, days=MONTH_DAYS, with_last=st.booleans())
def test_what_comes_again_said_is_the_same(t, weekdays, days, with_last):
    monthly = (*days, *([LAST_DAY] if with_last or not days else []))
    for again in (
        Recurrence(Every.DAY),
        Recurrence(Every.WORKDAY),
        Recurrence(Every.WEEK, tuple(weekdays)),
        Recurrence(Every.MONTH, monthly),
    ):
        assert read_recurrence(said_recurrence(again, t)) == again
