"""The hands of the office's clock."""

from datetime import UTC, datetime, timedelta, timezone
from time import monotonic, sleep

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.clock import MovableClock

EIGHT = datetime(2026, 11, 25, 8, 0, tzinfo=timezone(timedelta(hours=8)))


def test_a_running_clock_ticks_from_where_it_was_moved() -> None:
    clock = MovableClock()
    assert abs(clock() - datetime.now(UTC)) < timedelta(seconds=1)
    clock.move_to(EIGHT)
    assert timedelta() <= clock.now() - EIGHT < timedelta(seconds=1)
    clock.advance(timedelta(hours=9, minutes=30))
    assert timedelta() <= clock() - EIGHT - timedelta(hours=9.5) < timedelta(seconds=1)


def test_a_frozen_clock_moves_only_by_hand() -> None:
    clock = MovableClock(at=EIGHT, freeze=True)
    assert clock() == clock.now() == EIGHT
    assert clock().utcoffset() == timedelta()
    clock.advance(timedelta(minutes=-5))
    assert clock() == EIGHT - timedelta(minutes=5)


def test_a_clock_is_stopped_and_set_going() -> None:
    clock = MovableClock(at=EIGHT)
    clock.freeze()
    stopped = clock()
    assert clock.frozen
    assert clock() == stopped
    clock.thaw()
    assert not clock.frozen
    assert timedelta() <= clock() - stopped < timedelta(seconds=1)


def test_a_moment_without_a_zone_is_no_moment() -> None:
    with pytest.raises(ValueError, match="time zone"):
        MovableClock(at=datetime(2026, 11, 25, 8, 0))  # noqa: DTZ001


@pytest.mark.parametrize("speed", [60, 600])
def test_a_fast_clock_runs_so_many_times_faster(speed: int) -> None:
    clock = MovableClock(at=EIGHT, freeze=True)
    before = monotonic()
    clock.run_at(speed)
    sleep(0.05)
    passed = (clock.now() - EIGHT).total_seconds()
    assert 0.05 * speed <= passed <= (monotonic() - before) * speed
    assert clock.speed == clock.pace == speed


def test_a_fast_clock_is_eased_while_somebody_is_waited_for() -> None:
    clock = MovableClock(at=EIGHT)
    clock.run_at(600)
    clock.ease(eased=True)
    assert (clock.speed, clock.pace) == (600, 1)
    eased = clock.now()
    sleep(0.02)
    assert clock.now() - eased < timedelta(seconds=2)
    clock.ease(eased=False)
    assert clock.pace == 600


def test_easing_never_starts_a_clock_that_stands() -> None:
    clock = MovableClock(at=EIGHT, freeze=True)
    clock.ease(eased=True)
    assert clock.pace == 0
    assert clock.now() == EIGHT


def test_a_clock_waits_at_a_moment_and_goes_on_from_there() -> None:
    clock = MovableClock(at=EIGHT)
    clock.wait_at(EIGHT + timedelta(minutes=1))
    clock.run_at(600_000)
    sleep(0.02)
    assert clock.now() == EIGHT + timedelta(minutes=1)
    clock.run_at(1)
    clock.wait_at(None)
    assert timedelta() <= clock.now() - EIGHT - timedelta(minutes=1) < timedelta(seconds=1)


def test_moving_the_clock_frees_it() -> None:
    clock = MovableClock(at=EIGHT)
    clock.wait_at(EIGHT)
    clock.move_to(EIGHT + timedelta(hours=1))
    assert clock.now() >= EIGHT + timedelta(hours=1)


TURNS = st.one_of(
    st.tuples(st.just("run_at"), st.sampled_from([0, 1, 60, 600])),
    st.tuples(st.just("ease"), st.booleans()),
    st.tuples(st.just("wait_at"), st.none() | st.integers(min_value=-5, max_value=5)),
)


@given(st.lists(TURNS, max_size=20))
def test_a_clock_that_is_not_moved_never_goes_back(turns: list[tuple[str, int | None]]) -> None:
    clock = MovableClock(at=EIGHT)
    seen = clock.now()
    for turn, how in turns:
        match turn:
            case "run_at":
                clock.run_at(how or 0)
            case "ease":
                clock.ease(eased=bool(how))
            case _:
                clock.wait_at(None if how is None else EIGHT + timedelta(seconds=how))
        assert clock.now() >= seen
        seen = clock.now()
