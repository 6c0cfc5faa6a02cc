"""Where on the earth, as a bot writes it."""

from math import isfinite
from typing import Any

from playground.arguments import Arguments
from playground.refusals import bad_request

_FARTHEST = {"latitude": 90, "longitude": 180}


def read_location(arguments: Arguments) -> dict[str, Any]:
    for name in _FARTHEST:
        if not arguments.has(name):
            raise bad_request(f"{name} is empty")
    place = {name: _degrees(arguments.text(name)) for name in _FARTHEST}
    if any(abs(place[name]) > farthest for name, farthest in _FARTHEST.items()):
        raise bad_request("Invalid location specified")
    return place


def _degrees(written: str) -> float:
    """As the platform reads numbers: what is none is nought."""
    try:
        degrees = float(written)
    except ValueError:
        return 0.0
    return degrees if isfinite(degrees) else 0.0
