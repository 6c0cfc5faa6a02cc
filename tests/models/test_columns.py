"""A moment is kept as SQLAlchemy would keep it, in UTC, and comes back as it was."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from models.columns import Instant

SQLITE = sqlite.dialect()
WRITES = Instant().bind_processor(SQLITE)
READS = Instant().result_processor(SQLITE, None)
USUAL = sqlite.DATETIME().bind_processor(SQLITE)
ZONES = st.sampled_from([UTC, ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")])


@given(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=ZONES))  # noqa: DTZ001
def test_a_moment_is_written_as_ever_and_read_as_it_was(moment):
    written = WRITES(moment)
    assert written == USUAL(moment.astimezone(UTC))
    assert READS(written) == moment.astimezone(UTC)
    assert READS(written).tzinfo is UTC


def test_the_hour_that_comes_twice_is_two_hours():
    first = datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo("America/New_York"))
    hours = [WRITES(first)[11:16], WRITES(first.replace(fold=1))[11:16]]
    assert hours == ["05:30", "06:30"]


def test_no_moment_stays_none_and_one_without_a_zone_is_refused():
    assert (WRITES(None), READS(None)) == (None, None)
    with pytest.raises(ValueError, match="naive"):
        WRITES(datetime(2026, 11, 22))  # noqa: DTZ001
