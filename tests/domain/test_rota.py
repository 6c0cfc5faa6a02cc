"""Shifts and the patterns that repeat them, as they are typed and as days meet them."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rota import (
    REST,
    PatternUnclear,
    PlaceUnclear,
    Rota,
    ShiftsUnclear,
    dealt,
    read_pattern,
    read_place,
    read_shifts,
    usual_patterns,
)

NAMES = ("白班", "夜班")
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "shifts"),
    [
        ("白班 8:00-20:00，夜班 20:00-8:00", [("白班", 8, 20), ("夜班", 20, 8)]),
        ("白班8点到20点、夜班20点到8点", [("白班", 8, 20), ("夜班", 20, 8)]),
        ("早 06:00–14:00\n中 14:00–22:00", [("早", 6, 14), ("中", 14, 22)]),
        ("Day 8:00-20:00, Night 20:00-8:00", [("Day", 8, 20), ("Night", 20, 8)]),
    ],
)
def test_shifts_are_typed_with_their_hours(typed, shifts):
    read = [(each.name, each.begins, each.ends) for each in read_shifts(typed)]
    assert read == [(name, time(begins), time(ends)) for name, begins, ends in shifts]
    assert [each.is_over_midnight for each in read_shifts(typed)] == [b > e for _, b, e in shifts]


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "白班",
            "8:00-20:00",
            "白班 8:00",
            "白班 8:00-8:00",
            "休 8:00-20:00",
            "白班 25:00-8:00",
        ),
        *("白班 8:00-20:00，白班 20:00-8:00", "很长很长的一个班次名 8:00-20:00", "随便写写"),
        "甲 1:00-2:00，乙 2:00-3:00，丙 3:00-4:00，丁 4:00-5:00，戊 5:00-6:00",
    ],
)
def test_what_is_no_list_of_shifts_is_refused(typed):
    with pytest.raises(ShiftsUnclear):
        read_shifts(typed)


@pytest.mark.parametrize(
    ("typed", "pattern"),
    [
        ("白班 夜班 休 休", (1, 2, 0, 0)),
        ("白班、夜班、轮休、休息", (1, 2, 0, 0)),
        ("白班2 夜班2 休2", (1, 1, 2, 2, 0, 0)),
        ("白班夜班休休", (1, 2, 0, 0)),
        ("白班x3，休", (1, 1, 1, 0)),
        ("夜班 off", (2, 0)),
    ],
)
def test_a_pattern_is_one_round(typed, pattern):
    assert read_pattern(typed, NAMES) == pattern


@pytest.mark.parametrize(
    "typed", ["", "休", "中班 休", "白班 随便", "白班9 夜班9 休9 白班9", "白班0"]
)
def test_what_is_no_pattern_is_refused(typed):
    with pytest.raises(PatternUnclear):
        read_pattern(typed, NAMES)


@pytest.mark.parametrize(
    ("typed", "place"), [("张伟 夜班", ("张伟", 2)), ("张伟 休", ("张伟", 0))]
)
def test_a_place_is_a_name_and_a_shift(typed, place):
    assert read_place(typed, NAMES) == place


@pytest.mark.parametrize("typed", ["张伟 白班 夜班2", "夜班", " 休", ""])
def test_what_is_no_place_is_refused(typed):
    with pytest.raises((PlaceUnclear, PatternUnclear)):
        read_place(typed, NAMES)


PATTERNS = st.lists(st.integers(0, 3), min_size=1, max_size=10).filter(any).map(tuple)


@given(pattern=PATTERNS, ahead=st.integers(-500, 500), person=st.integers(1, 50))
def test_a_pattern_repeats_and_a_place_begins_where_it_was_put(pattern, ahead, person):
    day, rota = MONDAY + timedelta(days=ahead), Rota(pattern=pattern, anchor=MONDAY)
    round_ = timedelta(days=len(pattern))
    assert rota.on(day, person) == rota.on(day + round_, person) == rota.on(day - round_, person)
    for shift in set(pattern):
        placed = Rota(
            pattern=pattern, anchor=MONDAY, places={person: rota.placed(person, shift, day)}
        )
        assert placed.on(day, person) == shift


@given(count=st.integers(1, 4), people=st.integers(1, 40), ahead=st.integers(0, 100))
def test_dealt_into_groups_every_shift_has_somebody_every_day(count, people, ahead):
    for pattern in usual_patterns(count):
        rota = Rota(pattern=pattern, anchor=MONDAY, places=dealt(range(people), len(pattern)))
        on = {rota.on(MONDAY + timedelta(days=ahead), person) for person in range(people)}
        if people >= len(pattern):
            assert on == {REST, *range(1, count + 1)}
