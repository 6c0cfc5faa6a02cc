"""What comes again is read whole or not at all, and falls on the days it was said for."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.routine import (
    LOOK_AHEAD,
    NeverFalls,
    QuickEnd,
    Rhythm,
    quick_end,
    read_last_day,
    read_rhythm,
    take_rhythm,
)
from domain.when import LAST_DAY, Every, Recurrence

MONDAY = date(2026, 11, 23)
WORKDAYS, DAILY = Recurrence(Every.WORKDAY), Recurrence(Every.DAY)
MON_TO_FRI = Recurrence(Every.WEEK, (0, 1, 2, 3, 4))
FRIDAYS = Recurrence(Every.WEEK, (4,))
DECEMBER = (date(2026, 12, 1), date(2026, 12, 10))


@pytest.mark.parametrize(
    ("text", "again", "at", "span"),
    [
        ("每个工作日", WORKDAYS, None, (MONDAY, None)),
        ("每周一到周五 17:00", MON_TO_FRI, time(17), (MONDAY, None)),
        ("每周一到周五17:00前", MON_TO_FRI, time(17), (MONDAY, None)),
        ("每周五下午三点", FRIDAYS, time(15), (MONDAY, None)),
        ("every Friday 15:00", FRIDAYS, time(15), (MONDAY, None)),
        ("每月5号10点", Recurrence(Every.MONTH, (5,)), time(10), (MONDAY, None)),
        ("每月底", Recurrence(Every.MONTH, (LAST_DAY,)), None, (MONDAY, None)),
        ("12月1日到12月10日每天", DAILY, None, DECEMBER),
        ("12月1日到10日 每天 9点", DAILY, time(9), DECEMBER),
        ("每天，12月1日到12月10日", DAILY, None, DECEMBER),
        ("1 December to 10 December every day", DAILY, None, DECEMBER),
        ("本月 每周五", FRIDAYS, None, (MONDAY, date(2026, 11, 30))),
        ("每天到月底", DAILY, None, (MONDAY, date(2026, 11, 30))),
        ("每周五下午三点到12月31日", FRIDAYS, time(15), (MONDAY, date(2026, 12, 31))),
    ],
)
def test_what_comes_again_is_understood(text, again, at, span) -> None:
    rhythm = Rhythm(again=again, at=at, first=span[0], last=span[1])
    assert read_rhythm(text, today=MONDAY) == rhythm


@pytest.mark.parametrize(
    "text",
    [
        "",
        "每天每天",
        "明天",
        "每",
        "有空就做",
        "每天25点",
        "11月1日到昨天每天",
        "每周八",
        "天" * 99,
    ],
)
def test_anything_else_is_not_guessed(text) -> None:
    assert read_rhythm(text, today=MONDAY) is None


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("每周一到周五 17:00 巡查楼道 3号楼", "巡查楼道 3号楼"),
        ("每天 到 月底 巡查楼道", "巡查楼道"),
        ("每个工作日", ""),
    ],
)
def test_a_line_begins_with_what_comes_again(line, rest) -> None:
    rhythm, left = take_rhythm(line, today=MONDAY)
    assert rhythm is not None
    assert left == rest
    assert take_rhythm("巡查楼道 每天", today=MONDAY) == (None, "巡查楼道 每天")


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("12月31日", date(2026, 12, 31)),
        ("到月底", date(2026, 11, 30)),
        ("10点", None),
        ("啊", None),
    ],
)
def test_the_last_day_is_a_whole_day(text, last) -> None:
    assert read_last_day(text, now=datetime(2026, 11, 23, 7, tzinfo=UTC)) == last


@pytest.mark.parametrize(
    ("today", "this", "following"),
    [
        (MONDAY, date(2026, 11, 30), date(2026, 12, 31)),
        (date(2027, 1, 31), date(2027, 1, 31), date(2027, 2, 28)),
    ],
)
def test_the_buttons_end_with_a_month(today, this, following) -> None:
    assert quick_end(QuickEnd.NEVER, today=today) is None
    assert quick_end(QuickEnd.THIS_MONTH, today=today) == this
    assert quick_end(QuickEnd.NEXT_MONTH, today=today) == following


def test_it_cannot_end_before_it_begins() -> None:
    with pytest.raises(NeverFalls):
        Rhythm(again=DAILY, first=MONDAY).until(date(2026, 11, 22))


@given(
    again=st.sampled_from(
        [WORKDAYS, DAILY, FRIDAYS, MON_TO_FRI, Recurrence(Every.MONTH, (31, LAST_DAY))]
    ),
    first=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    lasts=st.none() | st.integers(0, 60),
    after=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
)
def test_every_candidate_lies_within_its_days(again, first, lasts, after) -> None:
    last = None if lasts is None else date.fromordinal(first.toordinal() + lasts)
    days = list(Rhythm(again=again, first=first, last=last).candidates(after=after))
    assert days == sorted(set(days))
    assert len(days) <= LOOK_AHEAD
    assert all(day > after and day >= first and (last is None or day <= last) for day in days)
    assert all(again.falls_on(day, is_workday=True) for day in days)
    if last is None:
        assert days, "something that has no end always comes again"
