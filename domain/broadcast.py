"""Broadcasts 通知: one text to many, who has read it, and who could not be reached."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from domain.reach import Silence
from domain.refusals import OfficeError, OutOfReach

LONGEST = 1000
REMIND_AGAIN = timedelta(hours=1)
"""So long the silent are left in peace after a reminder, whoever of the supervisors asks."""
LATEST_START = timedelta(hours=6)
"""So late a planned broadcast may still go out when Muster was off at its hour."""
LASTS = timedelta(days=3)
"""What an outage held back longer is not sent any more; with a deadline, not after it."""
FARTHEST = timedelta(days=366)


class BroadcastState(StrEnum):
    PLANNED = "planned"
    SENT = "sent"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    MISSED = "missed"


OUT = frozenset({BroadcastState.SENT, BroadcastState.STOPPED})
"""Somebody may have received it."""


class Standing(StrEnum):
    """How it stands with one of those it is for."""

    READ = "read"
    UNREAD = "unread"
    ON_THE_WAY = "on_the_way"
    NOT_REGISTERED = "not_registered"
    LEFT = "left"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    NOT_SENT = "not_sent"
    TO_SEND_AGAIN = "to_send_again"


UNREACHED = (
    Standing.NOT_REGISTERED,
    Standing.REFUSED,
    Standing.UNKNOWN,
    Standing.NOT_SENT,
    Standing.TO_SEND_AGAIN,
    Standing.LEFT,
)
"""In the order in which they are told."""


class BroadcastNotFound(OutOfReach):
    """Unknown, or of units that are not the asker's, or not any more."""


class AudienceGone(OutOfReach):
    """Whom it was written for is not the sender's any more."""


class NobodyToTell(OfficeError):
    """The chosen unit, post or list has no auxiliary."""


class TimeNotAhead(OfficeError):
    """It would have to be sent in the past, or more than a year ahead."""


class DeadlineNotAhead(OfficeError):
    """Read by a time that comes before it is sent."""


class CorrectedSince(OfficeError):
    """The button belongs to an earlier text."""


class ChangedSince(OfficeError):
    """Another supervisor was quicker."""

    def __init__(self, by: str, at: datetime) -> None:
        super().__init__(by, at)
        self.by, self.at = by, at


class RemindedAlready(ChangedSince):
    """The silent were reminded a short while ago."""


class NobodyToRemind(OfficeError):
    """All who received it have read it, or all the others have been asked enough today."""

    def __init__(self, spared: int) -> None:
        super().__init__(spared)
        self.spared = spared


class AllSent(OfficeError):
    """There is nothing left that could be stopped."""


class NotOut(OfficeError):
    """It was called off, or never sent."""


def refuse_early(begins_at: datetime | None, deadline: datetime | None, *, now: datetime) -> None:
    """`begins_at` is None for at once."""
    if begins_at is not None and not now < begins_at <= now + FARTHEST:
        raise TimeNotAhead
    if deadline is not None and deadline <= (begins_at or now):
        raise DeadlineNotAhead


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How many a broadcast is for, and whom the chat does not reach."""

    people: int
    not_registered: int = 0
    unreachable: int = 0

    @property
    def reached(self) -> int:
        return self.people - self.not_registered - self.unreachable


@dataclass(frozen=True, kw_only=True)
class Board:
    """A broadcast as its supervisors see it; `silent` says of the refused why."""

    broadcast_id: int
    text: str
    whom: str
    by: str
    state: BroadcastState
    begins_at: datetime
    revision: int
    deadline: datetime | None = None
    reminders: int = 0
    counts: Mapping[Standing, int] = field(default_factory=dict)
    silent: Mapping[Silence, int] = field(default_factory=dict)

    @property
    def people(self) -> int:
        return sum(self.counts.values())

    @property
    def unreached(self) -> int:
        return sum(self.counts.get(standing, 0) for standing in UNREACHED)


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """`why` only of those whose message was refused."""

    name: str
    unit: str
    post: str
    standing: Standing
    read_at: datetime | None = None
    why: Silence | None = None
