"""Check-ins 签到: where somebody is and what they do there, as often as the day needs."""

import re
from dataclasses import dataclass
from datetime import datetime

MAX_PLACE = 60
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_WORD_ENDS = re.compile(r"\s+")
_MARK = re.compile(r"\n|：|[:,;]\s|\s[-–—]+\s")
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
    """`东门 巡查`, `Gate 3: all calm`: English words alone do not say where the place ends."""
    apart = _WORD_ENDS if _CHINESE.search(text) else _MARK
    place, *said = apart.split(text.strip(" \t\u3000"), maxsplit=1)
    return place.rstrip(), said[0].lstrip() if said else ""
