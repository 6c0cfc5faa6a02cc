"""The evening review 评议: the morning's tasks gone through, problems met, tomorrow."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.notice import Notice


class ReviewState(StrEnum):
    AWAITED = "awaited"
    LEAVE = "leave"
    HANDED_IN = "handed_in"
    LATE = "late"


HANDED_IN = (ReviewState.HANDED_IN, ReviewState.LATE)


@dataclass(frozen=True, kw_only=True)
class ReviewOpened(Notice):
    """The button that starts the review; nobody is put into a conversation."""

    review_id: int
    day: date
    tasks: int
    until: datetime

    @property
    def key(self) -> str:
        return f"review:{self.review_id}"

    @property
    def expires_at(self) -> datetime:
        return self.until


@dataclass(frozen=True, kw_only=True)
class ReviewMissed(Notice):
    """The evening passed while the office was out: reviews are taken late."""

    unit: str
    day: date
