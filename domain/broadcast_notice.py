"""What is said of a broadcast: to all it is for, to the silent, and to who sent it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.broadcast import LASTS, Board
from domain.notice import Circular, Notice
from domain.office import EVERYWHERE, Scope

TOLD, REMINDED, OUTDATED = "broadcast", "broadcast_reminder", "broadcast_outdated"


def broadcast_prefix(broadcast_id: int) -> str:
    """How the keys of all messages that carry its text begin."""
    return f"broadcast:{broadcast_id}:"


def told_key(broadcast_id: int, revision: int) -> str:
    return f"{broadcast_prefix(broadcast_id)}{revision}:"


def reminder_prefix(broadcast_id: int) -> str:
    return f"broadcast-reminder:{broadcast_id}:"


def reminder_key(broadcast_id: int, number: int) -> str:
    return f"{reminder_prefix(broadcast_id)}{number}:"


def messages_about(
    broadcast_id: int, person_id: int, *, revision: int, reminders: int
) -> list[str]:
    """The keys of the messages that ask one person to read it."""
    return _to_one(broadcast_id, person_id, revisions=[revision], reminders=reminders)


def messages_before(
    broadcast_id: int, person_id: int, *, revision: int, reminders: int
) -> list[str]:
    """The keys of the messages that carry an earlier text."""
    earlier = range(1, revision)
    return _to_one(broadcast_id, person_id, revisions=earlier, reminders=reminders)


def _to_one(
    broadcast_id: int, person_id: int, *, revisions: Iterable[int], reminders: int
) -> list[str]:
    keys = [told_key(broadcast_id, each) for each in revisions]
    keys += [reminder_key(broadcast_id, number + 1) for number in range(reminders)]
    return [f"{key}{person_id}" for key in keys]


def tell_all(
    broadcast_id: int, revision: int, *, by_id: int, until: datetime, scope: Scope = EVERYWHERE
) -> Circular:
    return Circular(
        kind=TOLD,
        key=told_key(broadcast_id, revision),
        about={"broadcast_id": broadcast_id},
        expires_at=until,
        scope=scope,
        held_for=by_id,
    )


def remind_all(broadcast_id: int, number: int, *, until: datetime, scope: Scope) -> Circular:
    return Circular(
        kind=REMINDED,
        key=reminder_key(broadcast_id, number),
        about={"broadcast_id": broadcast_id},
        expires_at=until,
        scope=scope,
    )


def outdate_all(broadcast_id: int, revision: int, *, reminders: int, until: datetime) -> Circular:
    """Those messages that carry the text before `revision`, the reminders of it among them."""
    return Circular(
        kind=OUTDATED,
        key=f"broadcast-outdated:{broadcast_id}:{revision}:",
        about={"broadcast_id": broadcast_id, "revision": revision, "reminders": reminders},
        expires_at=until,
    )


def sent_until(begins_at: datetime, deadline: datetime | None) -> datetime:
    return deadline or begins_at + LASTS


@dataclass(frozen=True, kw_only=True)
class BroadcastTold(Notice):
    """What each of them reads; a corrected or reminded text says so."""

    broadcast_id: int
    revision: int
    text: str
    by: str
    deadline: datetime | None = None
    is_reminder: bool = False
    is_overdue: bool = False

    @property
    def key(self) -> str | None:
        """Reminders are numbered by who sends them."""
        told = f"{told_key(self.broadcast_id, self.revision)}{self.person_id}"
        return None if self.is_reminder else told


@dataclass(frozen=True, kw_only=True)
class BroadcastOutdated(Notice):
    """The text before the correction is taken off the phone."""

    earlier: tuple[str, ...]

    @property
    def redraws(self) -> tuple[str, ...]:
        return self.earlier


@dataclass(frozen=True, kw_only=True)
class BroadcastReported(Notice):
    """The sender hears how it stands: it has gone out as planned, or its deadline has come."""

    board: Board
    is_due: bool


class Hindrance(StrEnum):
    TOO_LATE = "too_late"
    FAILED = "failed"
    NO_SCOPE = "no_scope"
    NOBODY = "nobody"


@dataclass(frozen=True, kw_only=True)
class BroadcastNotSent(Notice):
    """A planned one could not go out, and why."""

    text: str
    begins_at: datetime
    why: Hindrance
