"""Offers 谁有空谁领: a task that many are asked about and one of them takes."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.dispatch import END_OF_WORK, Due
from domain.notice import Notice
from domain.refusals import Over
from domain.task import Urgency

WAITS = timedelta(hours=2)
"""So long an offer that is made after work waits for somebody, until midnight at most."""


def asks_at(due: Due, *, now: datetime) -> datetime:
    """When it is looked whether anybody has taken it."""
    at = due.at or datetime.combine(due.day, END_OF_WORK, tzinfo=now.tzinfo)
    last = datetime.combine(due.day, time(23, 59), tzinfo=now.tzinfo)
    return at if at > now else min(now + WAITS, last)


def offer_key(task_id: int, person_id: int) -> str:
    return f"offer:{task_id}:{person_id}"


class OfferTaken(Over):
    """Somebody else was first."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class OfferOver(Over):
    """It was withdrawn, or nobody took it while there was time."""


@dataclass(frozen=True, kw_only=True)
class TaskOffered(Notice):
    """Whoever is free takes it."""

    task_id: int
    title: str
    urgency: Urgency
    day: date
    due_at: datetime | None
    by: str
    until: datetime

    @property
    def key(self) -> str:
        return offer_key(self.task_id, self.person_id)

    @property
    def expires_at(self) -> datetime:
        return self.until

    @property
    def urgent(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class OfferSettled(Notice):
    """What stands in its place once `who` has taken it, or is the one who withdrew it."""

    task_id: int
    title: str
    who: str
    is_withdrawn: bool = False

    @property
    def redraws(self) -> tuple[str, ...]:
        return (offer_key(self.task_id, self.person_id),)


@dataclass(frozen=True, kw_only=True)
class OfferUnclaimed(Notice):
    """The time has come and nobody has taken it: whoever offered it decides what next."""

    task_id: int
    title: str
    asked: int
