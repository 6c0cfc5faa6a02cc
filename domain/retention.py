"""How long what people say and send is kept; the figures made of it stay."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum


class Expiring(StrEnum):
    PLACES = "places"
    PHOTOS = "photos"
    WORDS = "words"
    MESSAGES = "messages"
    UPDATES = "updates"
    SENDERS = "senders"
    LOOKS = "looks"


KEPT: Mapping[Expiring, timedelta] = {
    Expiring.PLACES: timedelta(days=180),
    Expiring.PHOTOS: timedelta(days=90),
    Expiring.WORDS: timedelta(days=365),
    Expiring.MESSAGES: timedelta(days=30),
    Expiring.UPDATES: timedelta(days=30),
    Expiring.SENDERS: timedelta(days=30),
    Expiring.LOOKS: timedelta(days=730),
}
"""The one place where this is set."""
NIGHT = (2, 3, 4)
LONGEST_PAUSE = 2
"""Nights that may be missed, by a machine that is off, until it is done by day."""


def may_begin(now: datetime) -> bool:
    """At night, and once an hour whether a night was missed."""
    return now.hour in NIGHT or now.minute == 0


def is_to_do(last: date, now: datetime) -> bool:
    missed = (now.date() - last).days
    return missed > (0 if now.hour in NIGHT else LONGEST_PAUSE)
