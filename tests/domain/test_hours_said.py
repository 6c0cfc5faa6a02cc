from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.hours import Change, Figure, HoursUnclear, clock
from domain.hours_said import read_figure, read_hours, read_inherit

ALL_FIVE = Change(
    roll_call=time(8),
    closing=time(9),
    review=time(17, 30),
    review_until=time(22),
    grace=10,
)


@pytest.mark.parametrize(
    ("text", "change", "unit"),
    [
        ("08:00 17:30", Change(roll_call=time(8), review=time(17, 30)), ""),
        ("08:00 17:30 三里社区", Change(roll_call=time(8), review=time(17, 30)), "三里社区"),
        ("8:30 三里社区", Change(roll_call=time(8, 30)), "三里社区"),
        ("6:00", Change(roll_call=time(6)), ""),
        ("8点半 下午5点", Change(roll_call=time(8, 30), review=time(17)), ""),
        ("08：00 17：30", Change(roll_call=time(8), review=time(17, 30)), ""),
        ("  07:45   18:00  东 区 ", Change(roll_call=time(7, 45), review=time(18)), "东 区"),
        ("08:00-09:00 17:30-22:00 宽限 10 三里社区", ALL_FIVE, "三里社区"),
        ("08:00–09:00 17:30—22:00 宽限10分钟", ALL_FIVE, ""),
        ("08:00 ~ 09:00 17:30 至 22:00 三里社区 宽限 10", ALL_FIVE, "三里社区"),
        ("０８：００－０９：００　１７：３０～２２：００　宽限：１０", ALL_FIVE, ""),
        ("8点到9点 下午五点半至晚上十点 宽限十分钟 第一网格", ALL_FIVE, "第一网格"),
        ("8:00-9:00 17:30-22:00 grace 10 min", ALL_FIVE, ""),
        ("08:00-09:00", Change(roll_call=time(8), closing=time(9)), ""),
        (
            "08:00 17:30-22:00",
            Change(roll_call=time(8), review=time(17, 30), review_until=time(22)),
            "",
        ),
        ("宽限 15 三里社区", Change(grace=15), "三里社区"),
        ("08:00 至善社区", Change(roll_call=time(8)), "至善社区"),
        ("8点 东至县", Change(roll_call=time(8)), "东至县"),
    ],
)
def test_hours_are_read_as_they_are_typed(text, change, unit):
    assert read_hours(text) == (change, unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "三里社区",
        "25:00",
        "08:61",
        "8",
        "08:00 25:00",
        "08:00 5",
        "08:00-25:00",
        "08:00 17:30 22:00",
        "08:00-09:00三里社区",
        "宽限",
        "宽限 很多",
        "08:00 宽限 1000",
    ],
)
def test_what_is_no_hour_is_not_guessed(text):
    with pytest.raises(HoursUnclear):
        read_hours(text)


clocks = st.integers(0, 24 * 60 - 1).map(clock)
signs = st.sampled_from(["-", " - ", "–", "—", "~", "～", "－", "至", " 到 "])
units = st.sampled_from(["", "三里社区", "至善社区", "东至县 第一网格", "A区（东）"])


@given(clocks, clocks, clocks, clocks, signs, signs, st.none() | st.integers(0, 120), units)
def test_all_five_in_one_line_are_read_back(roll, closing, review, until, a, b, grace, unit):
    spans = f"{roll:%H:%M}{a}{closing:%H:%M} {review:%H:%M}{b}{until:%H:%M}"
    said = "" if grace is None else f" 宽限 {grace}"
    change = Change(
        roll_call=roll, closing=closing, review=review, review_until=until, grace=grace
    )
    assert read_hours(f"{spans}{said} {unit}") == (change, unit)


@given(st.text(max_size=60))
def test_no_line_breaks_the_reading(text):
    try:
        change, unit = read_hours(text)
    except HoursUnclear:
        return
    assert change != Change()
    assert unit == " ".join(unit.split())


@pytest.mark.parametrize(
    ("figure", "text", "value"),
    [
        (Figure.ROLL_CALL, "8点", 480),
        (Figure.ROLL_CALL, "8:30", 510),
        (Figure.CLOSING, "９：１５。", 555),
        (Figure.REVIEW, "下午五点半", 1050),
        (Figure.REVIEW, "5:30 pm", 1050),
        (Figure.REVIEW_UNTIL, "晚上10点", 1320),
        (Figure.GRACE, "10", 10),
        (Figure.GRACE, "１５ 分钟", 15),
        (Figure.GRACE, "十五分", 15),
        (Figure.GRACE, "宽限 5 分钟", 5),
        (Figure.GRACE, "一刻钟", 15),
        (Figure.GRACE, "半小时", 30),
        (Figure.GRACE, "5 minutes", 5),
        (Figure.GRACE, "零", 0),
        (Figure.GRACE, "不宽限", 0),
        (Figure.REVIEW, "5点半", None),
        (Figure.ROLL_CALL, "", None),
        (Figure.ROLL_CALL, "早一点", None),
        (Figure.ROLL_CALL, "24:00", None),
        (Figure.GRACE, "8:30", None),
        (Figure.GRACE, "-5", None),
        (Figure.GRACE, "很久", None),
    ],
)
def test_one_figure_is_read_as_people_say_it(figure, text, value):
    assert read_figure(figure, text) == value


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("沿用 三里社区", "三里社区"),
        ("沿用", ""),
        ("Inherit  三里社区 第一网格 ", "三里社区 第一网格"),
        ("沿用三里社区", None),
        ("三里社区", None),
        ("08:00", None),
    ],
)
def test_a_unit_is_told_to_inherit_again(text, unit):
    assert read_inherit(text) == unit
