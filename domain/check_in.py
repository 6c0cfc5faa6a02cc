"""Check-ins 签到: where somebody is and what they do there, as often as the day needs."""

from dataclasses import dataclass
from datetime import datetime

MAX_PLACE = 60
OFFERED_PLACES = 3
"""How many of a person's last places are offered as buttons."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A shared location is a place without its coordinates."""

    name: str
    is_located: bool = False


@dataclass(frozen=True, kw_only=True)
class CheckedIn:
    """`count` is how many check-ins this person has made today, this one included."""

    place: str
    note: str
    has_photo: bool
    at: datetime
    count: int


def split_line(text: str) -> tuple[str, str]:
    """`/checkin 东门 巡查` in one line: the first word is the place, the rest the note."""
    place, *rest = [*text.split(maxsplit=1), ""]
    return place, rest[0] if rest else ""
