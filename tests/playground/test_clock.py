"""The hands of the office's clock."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

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
