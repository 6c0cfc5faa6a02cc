"""Figures that add up, and the days a summary speaks of."""

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.people import MAX_BYTES, name_part, page_within
from domain.refusals import TooLong
from domain.review import ReviewState
from domain.roll_call import Attendance, Tally
from domain.summary import (
    Figures,
    Line,
    RollDay,
    Summary,
    attendance_rate,
    figures_of,
    gathered,
    nearest,
    roll_day,
    topmost,
)
from domain.summary_days import Asked, Span, days_of, read_past, readings
from domain.task import TaskState
from domain.training import Participation
from domain.when import Period

MONDAY = date(2026, 11, 23)
HEADS = ("/1/", "/1/2/", "/1/3/", "/1/20/")
PATHS = ("/1/", "/1/2/", "/1/2/4/", "/1/2/4/7/", "/1/3/", "/1/3/5/", "/1/20/", "/1/20/21/")


def rows_of(words):
    return st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from(words), st.integers(1, 50)))


@given(rows_of(Attendance), rows_of(TaskState), rows_of(ReviewState), rows_of(Participation))
def test_the_lines_add_up_to_the_total_and_the_total_to_the_rows(roll, tasks, reviews, trainings):
    lines = figures_of(HEADS, roll=roll, tasks=tasks, reviews=reviews, trainings=trainings)
    summary = Summary(
        unit_id=1,
        unit="三里街道",
        period=Period(MONDAY, MONDAY),
        roll_day=RollDay.CALLED,
        lines=[Line(unit=path, figures=line) for path, line in lines.items()],
    )
    total = summary.total
    for counted, rows in (
        (total.roll, roll),
        (total.tasks, tasks),
        (total.reviews, reviews),
        (total.trainings, trainings),
    ):
        assert sum(counted.values()) == sum(count for _, _, count in rows)
        for word, count in counted.items():
            assert count == sum(n for _, said, n in rows if said is word)
    assert total.tally.roster == sum(line.tally.roster for line in lines.values())
    assert total.tally.expected == sum(line.tally.expected for line in lines.values())
    assert total.reviews_expected == sum(line.reviews_expected for line in lines.values())


@given(rows_of(Attendance))
def test_a_line_counts_its_unit_and_everything_below(rows):
    lines = gathered(rows, HEADS)
    for head in HEADS[1:]:
        below = Counter()
        for path, word, count in rows:
            if path.startswith(head):
                below[word] += count
        assert lines[head] == below


@pytest.mark.parametrize(
    ("path", "head"),
    [
        ("/1/", "/1/"),
        ("/1/9/", "/1/"),
        ("/1/2/", "/1/2/"),
        ("/1/2/4/", "/1/2/"),
        ("/1/20/4/", "/1/20/"),
    ],
)
def test_people_are_counted_under_the_nearest_unit(path, head):
    assert nearest(path, HEADS) == head


def test_a_row_outside_the_units_asked_for_is_never_swallowed():
    with pytest.raises(LookupError):
        nearest("/8/9/", HEADS)


@pytest.mark.parametrize(
    ("held", "shown"),
    [
        ([], []),
        (["/1/"], ["/1/"]),
        (["/1/10/", "/1/9/"], ["/1/9/", "/1/10/"]),
        (["/1/2/4/", "/1/2/", "/1/3/"], ["/1/2/", "/1/3/"]),
        (["/1/2/", "/1/20/"], ["/1/2/", "/1/20/"]),
    ],
)
def test_a_held_unit_below_another_held_one_is_not_counted_twice(held, shown):
    assert topmost(held) == shown


@pytest.mark.parametrize(
    ("tally", "rate"),
    [
        (Tally(), None),
        (Tally(leave=3, not_registered=2), None),
        (Tally(present=3, awaited=1), None),
        (Tally(present=2, late=1, absent=1), 75.0),
        (Tally(present=2, absent=1), 66.7),
        (Tally(present=1, absent=2), 33.3),
        (Tally(present=1, absent=15), 6.3),
        (Tally(present=9_999, absent=1), 99.9),
        (Tally(late=1, absent=9_999), 0.1),
        (Tally(absent=2), 0.0),
        (Tally(present=1, leave=5), 100.0),
    ],
)
def test_attendance_is_of_those_expected_to_the_nearest_tenth(tally, rate):
    assert attendance_rate(tally) == rate


PEOPLE = st.integers(0, 200_000)


@given(st.builds(Tally, present=PEOPLE, late=PEOPLE, absent=PEOPLE, leave=PEOPLE))
def test_attendance_is_near_the_truth_and_all_or_none_only_where_it_is(tally):
    came, rate = tally.present + tally.late, attendance_rate(tally)
    if rate is None:
        assert not tally.expected
        return
    assert (rate == 100) is (came == tally.expected)
    assert (rate == 0) is (came == 0)
    said, true = Fraction(round(rate * 10), 10), Fraction(came * 100, tally.expected)
    is_held_back = said in {Fraction(1, 10), Fraction(999, 10)}
    assert abs(said - true) <= (Fraction(1, 10) if is_held_back else Fraction(1, 20))
    assert is_held_back or said - true != -Fraction(1, 20)


@pytest.mark.parametrize(
    ("first", "last", "called", "workday", "said"),
    [
        (MONDAY, MONDAY, True, False, RollDay.CALLED),
        (MONDAY, MONDAY, False, True, RollDay.NOT_YET),
        (MONDAY, MONDAY, False, None, RollDay.NOT_YET),
        (date(2026, 11, 22), date(2026, 11, 22), False, False, RollDay.REST),
        (date(2026, 11, 20), date(2026, 11, 20), False, True, RollDay.NOT_CALLED),
        (date(2026, 11, 24), date(2026, 11, 24), False, True, RollDay.AHEAD),
        (date(2026, 11, 28), date(2026, 11, 28), False, False, RollDay.REST),
        (MONDAY, date(2026, 11, 29), False, None, RollDay.NOT_CALLED),
    ],
)
def test_why_there_was_no_roll(first, last, called, workday, said):
    period = Period(first, last)
    assert roll_day(period, called=called, workday=workday, today=MONDAY) is said


def test_late_reviews_are_handed_in_and_those_on_leave_are_not_expected():
    reviews = {
        ReviewState.AWAITED: 2,
        ReviewState.LATE: 1,
        ReviewState.HANDED_IN: 4,
        ReviewState.LEAVE: 3,
    }
    figures = Figures(reviews=reviews)
    assert (figures.handed_in, figures.reviews_expected) == (5, 7)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("今天", "2026-11-23", "2026-11-23"),
        ("昨天", "2026-11-22", "2026-11-22"),
        ("本周", "2026-11-23", "2026-11-29"),
        ("上周", "2026-11-16", "2026-11-22"),
        ("本月", "2026-11-01", "2026-11-30"),
        ("11月", "2026-11-01", "2026-11-30"),
        ("12月", "2025-12-01", "2025-12-31"),
        ("2026-11-22", "2026-11-22", "2026-11-22"),
        ("11月20日", "2026-11-20", "2026-11-20"),
        ("11-20", "2026-11-20", "2026-11-20"),
        ("nov 20", "2026-11-20", "2026-11-20"),
        ("20号", "2026-11-20", "2026-11-20"),
        ("25号", "2026-10-25", "2026-10-25"),
        ("12月1日", "2025-12-01", "2025-12-01"),
        ("周五", "2026-11-20", "2026-11-20"),
        ("friday", "2026-11-20", "2026-11-20"),
        ("周一", "2026-11-23", "2026-11-23"),
        ("11月16日到18日", "2026-11-16", "2026-11-18"),
        ("明天", "2026-11-24", "2026-11-24"),
        ("下周三", "2026-12-02", "2026-12-02"),
        ("2026-12-01", "2026-12-01", "2026-12-01"),
    ],
)
def test_a_summary_looks_back_unless_the_future_is_said(text, first, last):
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    assert read_past(text, today=MONDAY) == period


def test_a_weekday_already_gone_this_week_is_of_this_week():
    assert read_past("周一", today=date(2026, 11, 26)) == Period(MONDAY, MONDAY)


@pytest.mark.parametrize("text", ["", "三里社区", "2026-13-45", "周", "32号", "😀", "％", "0"])
def test_what_is_no_day_is_not_guessed(text):
    assert read_past(text, today=MONDAY) is None


@given(st.dates(date(2020, 1, 1), date(2090, 12, 31)), st.integers(1, 12), st.integers(1, 28))
def test_a_date_without_its_year_is_the_last_one(today, month, day):
    period = read_past(f"{month}月{day}日", today=today)
    this_year = date(today.year, month, day)
    last = this_year if this_year <= today else date(today.year - 1, month, day)
    assert period == Period(last, last)


@pytest.mark.parametrize(
    ("text", "days", "unit"),
    [
        ("", "今天", ""),
        ("本周", "本周", ""),
        ("三里社区", "今天", "三里社区"),
        ("本周 三里社区", "本周", "三里社区"),
        ("三里社区 本周", "本周", "三里社区"),
        ("本周三里社区", "本周", "三里社区"),
        ("三里社区昨天", "昨天", "三里社区"),
        (" 11 月 20 日  三里社区 ", "11月20日", "三里社区"),
        ("2026-11-22 三里社区 第1网格", "2026-11-22", "三里社区 第1网格"),
    ],
)
def test_days_and_unit_are_read_in_any_order(text, days, unit):
    asked = Asked(read_past(days, today=MONDAY), unit)
    assert asked in list(readings(text, today=MONDAY))


@given(st.text(max_size=200))
def test_any_text_can_be_read_as_nothing_but_days_and_a_name(text):
    for asked in readings(text, today=MONDAY):
        assert asked.period.first <= asked.period.last
        assert "".join(asked.unit_name.split()) in "".join(text.split())


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (Span.TODAY, "2026-11-23", "2026-11-23"),
        (Span.YESTERDAY, "2026-11-22", "2026-11-22"),
        (Span.WEEK, "2026-11-23", "2026-11-29"),
        (Span.MONTH, "2026-11-01", "2026-11-30"),
    ],
)
def test_the_spans_of_the_buttons(span, first, last):
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    assert days_of(span, today=MONDAY) == period


@given(st.text(max_size=60))
def test_a_part_of_a_name_fits_under_a_button(text):
    try:
        part = name_part(text)
    except TooLong:
        return
    assert len(part.encode()) <= MAX_BYTES
    assert ":" not in part


@pytest.mark.parametrize(
    ("page", "count", "shown"),
    [(0, 0, 0), (0, 8, 0), (1, 8, 0), (1, 9, 1), (99, 17, 2), (-5, 17, 0)],
)
def test_a_page_that_is_gone_becomes_the_last_one(page, count, shown):
    assert page_within(page, count=count, size=8) == shown
