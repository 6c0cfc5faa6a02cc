"""The signs of life of a running Muster, and how old each may be."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum


class Sign(StrEnum):
    """Since the platform answered, since the clock ticked, since the oldest that waits."""

    CONTACT = "contact"
    TICK = "tick"
    OUTBOX = "outbox"
    INBOX = "inbox"


AT_MOST: Mapping[Sign, timedelta] = {
    Sign.CONTACT: timedelta(minutes=2),
    Sign.TICK: timedelta(seconds=60),
    Sign.OUTBOX: timedelta(minutes=5),
    Sign.INBOX: timedelta(minutes=5),
}
