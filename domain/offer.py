"""Offers 谁有空谁领: a task that many are asked about and one of them takes."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.notice import Notice
from domain.refusals import Over
from domain.task import Urgency


def offer_key(task_id: int, person_id: int) -> str:
    return f"offer:{task_id}:{person_id}"


class OfferTaken(Over):
    """Somebody else was first."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class OfferOver(Over):
    """Nobody took it while there was time."""


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
    """What stands in the place of the offer once a colleague has taken it."""

    task_id: int
    title: str
    who: str

    @property
    def redraws(self) -> tuple[str, ...]:
        return (offer_key(self.task_id, self.person_id),)


@dataclass(frozen=True, kw_only=True)
class OfferUnclaimed(Notice):
    """The time has come and nobody has taken it: whoever offered it decides what next."""

    title: str
    asked: int
