"""The platform's pace is kept whenever within its round trip a message may arrive."""

import heapq

from hypothesis import given
from hypothesis import strategies as st

from bot.pace import Pace

LIMIT = 5
MOST_ABREAST = 4


def sent(round_trips, *, is_told=False):
    """When each call began and was answered, sending as fast as the pace allows."""
    now = [0.0]
    pace = Pace(LIMIT, margin=0.0, clock=lambda: now[0])
    under_way, calls, trips = [], [], {}
    for trip in round_trips:
        while pace.room() <= 0 or len(under_way) == MOST_ABREAST:
            waits = [under_way[0]] if under_way else []
            if pace.room() <= 0 and pace.opens_in():
                waits.append(now[0] + max(pace.opens_in(), 1e-9))
            now[0] = max(now[0], min(waits))
            while under_way and under_way[0] <= now[0]:
                took = trips[heapq.heappop(under_way)]
                pace.done(took=took if is_told else 0.0)
        pace.begin()
        calls.append((now[0], now[0] + trip))
        trips[now[0] + trip] = trip
        heapq.heappush(under_way, now[0] + trip)
    return calls


@given(st.lists(st.floats(min_value=0.001, max_value=2.0), min_size=1, max_size=40))
def test_no_second_holds_more_than_the_limit_wherever_in_its_trip_a_call_counts(trips):
    calls = sent(trips)
    for begun, _ in calls:
        may_count = [c for c in calls if c[1] > begun - 1.0 + 1e-9 and c[0] <= begun]
        assert len(may_count) <= LIMIT


LEG = st.floats(min_value=0.01, max_value=0.4)
DELAYS = st.lists(st.tuples(st.floats(0.0, 1.0), st.floats(0.0, 1.0)), min_size=1, max_size=40)


@given(there=LEG, back=LEG, delays=DELAYS)
def test_the_network_between_counts_as_far_as_it_is_known(there, back, delays):
    """However the calls and answers are delayed, up to twice the quickest way."""
    legs = [(there * (1 + out), back * (1 + home)) for out, home in delays]
    calls = sent([sum(both) for both in legs], is_told=True)
    arrived = sorted(begun + out for (begun, _), (out, _) in zip(calls, legs, strict=True))
    for first, later in zip(arrived, arrived[LIMIT:], strict=False):
        assert later - first > 1.0 - 1e-9


def test_on_a_long_line_half_of_the_way_is_gained():
    near, far = sent([0.2] * 60), sent([0.2] * 60, is_told=True)
    assert far[-1][0] < near[-1][0] * 0.95


def test_quick_answers_cost_no_more_than_the_second_itself():
    calls = sent([0.001] * 50)
    assert calls[-1][0] <= 50 / LIMIT


def test_a_pause_holds_everything_and_then_opens():
    now = [10.0]
    pace = Pace(LIMIT, clock=lambda: now[0])
    pace.pause(7)
    assert (pace.room(), pace.opens_in()) == (0, 7.0)
    now[0] += 7
    assert (pace.room(), pace.opens_in()) == (LIMIT, 0.0)


def test_without_a_limit_there_is_always_room():
    assert Pace(limit=None).room() > 1_000
