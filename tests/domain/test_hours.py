from datetime import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.hours import (
    DEFAULT,
    Change,
    Figure,
    GraceTooLong,
    Hours,
    HoursOutOfOrder,
    clock,
    differing,
    minutes,
    moved,
    usual,
)

CHOSEN = Hours(roll_call=time(8), closing=time(9, 30))
"""Its closing was chosen: it is not an hour after the roll call."""

times = st.integers(0, 24 * 60 - 1).map(clock)
graces = st.integers(0, 120)


@st.composite
def some_hours(draw):
    at = sorted(draw(st.lists(st.integers(0, 24 * 60 - 1), min_size=4, max_size=4, unique=True)))
    grace = draw(st.integers(0, at[1] - at[0] - 1))
    roll_call, closing, review, until = map(clock, at)
    return Hours(
        roll_call=roll_call, grace=grace, closing=closing, review=review, review_until=until
    )


changes = st.builds(
    Change,
    roll_call=st.none() | times,
    grace=st.none() | graces,
    closing=st.none() | times,
    review=st.none() | times,
    review_until=st.none() | times,
)


@pytest.mark.parametrize(
    ("now", "roll_call", "closing"),
    [
        (DEFAULT, time(8, 30), time(9, 30)),
        (DEFAULT, time(7), time(8)),
        (CHOSEN, time(8, 30), time(9, 30)),
        (CHOSEN, time(7), time(9, 30)),
        (CHOSEN, time(9, 15), time(9, 30)),
        (CHOSEN, time(9, 20), time(10, 20)),
        (CHOSEN, time(10), time(11)),
    ],
)
def test_a_closing_follows_the_roll_call_unless_it_was_chosen_and_fits(now, roll_call, closing):
    assert moved(now, Change(roll_call=roll_call)).closing == closing


def test_a_chosen_closing_that_the_review_has_overtaken_is_set_anew():
    moves = Change(roll_call=time(7), review=time(9))
    assert moved(CHOSEN, moves).closing == time(8)


@pytest.mark.parametrize(
    ("change", "first", "then"),
    [
        (Change(closing=time(7)), Figure.ROLL_CALL, Figure.CLOSING),
        (Change(roll_call=time(9), closing=time(9)), Figure.ROLL_CALL, Figure.CLOSING),
        (Change(roll_call=time(17)), Figure.CLOSING, Figure.REVIEW),
        (Change(roll_call=time(23, 30)), Figure.CLOSING, Figure.REVIEW),
        (Change(roll_call=time(23, 59)), Figure.ROLL_CALL, Figure.CLOSING),
        (Change(review=time(8, 30)), Figure.CLOSING, Figure.REVIEW),
        (Change(review=time(22)), Figure.REVIEW, Figure.REVIEW_UNTIL),
        (Change(review_until=time(17)), Figure.REVIEW, Figure.REVIEW_UNTIL),
    ],
)
def test_the_pair_that_is_out_of_order_is_named(change, first, then):
    with pytest.raises(HoursOutOfOrder) as refused:
        moved(DEFAULT, change)
    assert (refused.value.first, refused.value.then) == (first, then)
    assert refused.value.first_at >= refused.value.then_at


@pytest.mark.parametrize("change", [Change(grace=60), Change(closing=time(8, 10))])
def test_a_grace_as_long_as_the_roll_is_refused(change):
    with pytest.raises(GraceTooLong):
        moved(DEFAULT, change)


@given(some_hours(), changes)
def test_changed_hours_are_in_order_and_as_said_or_refused(now, change):
    try:
        after = moved(now, change)
    except (HoursOutOfOrder, GraceTooLong):
        return
    order = (after.roll_call, after.closing, after.review, after.review_until)
    assert all(first < then for first, then in pairwise(order))
    assert 0 <= after.grace < minutes(after.closing) - minutes(after.roll_call)
    for figure, said in vars(change).items():
        follows = figure == "closing" and change.roll_call is not None
        if said is not None:
            assert getattr(after, figure) == said
        elif not follows:
            assert getattr(after, figure) == getattr(now, figure)


@given(some_hours(), times)
def test_a_moved_roll_call_leaves_its_closing_or_closes_an_hour_later(now, roll_call):
    try:
        after = moved(now, Change(roll_call=roll_call))
    except (HoursOutOfOrder, GraceTooLong):
        return
    if after.closing != now.closing:
        assert minutes(after.closing) - minutes(after.roll_call) == 60


@given(some_hours(), some_hours())
def test_saying_all_five_leads_from_any_hours_to_any_other(now, wanted):
    assert moved(now, Change(**vars(wanted))) == wanted
    assert (differing(now, wanted) == []) == (now == wanted)


@given(some_hours(), st.sampled_from(Figure))
def test_every_value_that_is_offered_can_be_taken_and_changes_something(now, figure):
    offered = usual(figure, now)
    assert len(offered) <= 3
    for value in offered:
        after = moved(now, Change.of(figure, value))
        assert after.minutes(figure) == value
        assert figure in differing(now, after)
