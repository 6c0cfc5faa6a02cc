import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.fence import Fence, Where, judge_place

GATE = Fence(latitude=39.9042, longitude=116.4074, radius=200)
LATITUDES = st.floats(-89, 89)
LONGITUDES = st.floats(-180, 180)


@pytest.mark.parametrize(
    ("latitude", "longitude", "where"),
    [
        (39.9042, 116.4074, Where.INSIDE),
        (39.9059, 116.4074, Where.INSIDE),
        (39.9061, 116.4074, Where.OUTSIDE),
        (39.9042, 116.4097, Where.INSIDE),
        (39.9042, 116.4098, Where.OUTSIDE),
        (-39.9042, 116.4074, Where.OUTSIDE),
        (39.9042, -63.5926, Where.OUTSIDE),
    ],
)
def test_a_place_is_inside_or_outside_by_metres(latitude, longitude, where):
    assert judge_place(GATE, latitude=latitude, longitude=longitude) is where


@given(latitude=LATITUDES, longitude=LONGITUDES)
def test_every_place_is_judged_and_without_bounds_only_noted(latitude, longitude):
    assert judge_place(None, latitude=latitude, longitude=longitude) is Where.LOCATED
    judged = judge_place(GATE, latitude=latitude, longitude=longitude)
    assert judged in (Where.INSIDE, Where.OUTSIDE)


@given(latitude=LATITUDES, longitude=LONGITUDES, radius=st.integers(1, 1000))
def test_the_middle_is_always_inside_whatever_day_line_it_lies_on(latitude, longitude, radius):
    fence = Fence(latitude=latitude, longitude=longitude, radius=radius)
    assert fence.holds(latitude, longitude)
    around = longitude - 360 if longitude > 0 else longitude + 360
    assert fence.holds(latitude, around)
