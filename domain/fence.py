"""Where people answer the roll: asked only where a unit wants it, compared and let go."""

from dataclasses import dataclass
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from domain.refusals import OfficeError

RADII = (100, 200, 500, 1000)
"""Metres that the buttons offer."""
_EARTH = 6_371_000


class Where(StrEnum):
    """What is kept of a place: never coordinates."""

    ASKED = "asked"
    INSIDE = "inside"
    OUTSIDE = "outside"
    LOCATED = "located"
    NAMED = "named"


class NoPlaceAsked(OfficeError):
    """Nobody asks where this person is, or it was told already."""


@dataclass(frozen=True, kw_only=True)
class Fence:
    """A circle around a unit's ground; degrees and metres."""

    latitude: float
    longitude: float
    radius: int

    def holds(self, latitude: float, longitude: float) -> bool:
        return self._metres_to(latitude, longitude) <= self.radius

    def _metres_to(self, latitude: float, longitude: float) -> float:
        here, there = radians(self.latitude), radians(latitude)
        north, east = there - here, radians(longitude - self.longitude)
        chord = sin(north / 2) ** 2 + cos(here) * cos(there) * sin(east / 2) ** 2
        return 2 * _EARTH * asin(sqrt(chord))


def judge_place(fence: Fence | None, *, latitude: float, longitude: float) -> Where:
    """Outside is taken all the same, and marked."""
    if fence is None:
        return Where.LOCATED
    return Where.INSIDE if fence.holds(latitude, longitude) else Where.OUTSIDE


@dataclass(frozen=True, kw_only=True)
class PlaceRule:
    """What holds in a unit; `source` is the unit that decided it, or nothing."""

    unit_id: int
    unit: str
    source: str = ""
    is_asked: bool = False
    fence: Fence | None = None
