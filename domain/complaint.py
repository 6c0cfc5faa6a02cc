"""Complaints 反映问题: what people want the administrators to hear, by name or without it."""

from dataclasses import dataclass
from datetime import date

from domain.notice import Notice
from domain.refusals import OfficeError, Over

A_DAY = 3
"""How many one person may send in a day; what was answered without a name counts no more."""


class ComplainedEnough(OfficeError):
    """As many as are taken in one day."""


class NobodyToHear(OfficeError):
    """There is no administrator whom a message would reach."""


class SenderForgotten(Over):
    """It came without a name, and was not answered for as long as the sender is kept."""


class AnsweredAlready(Over):
    """The first answer counts."""


def complaint_key(complaint_id: int, person_id: int) -> str:
    return f"complaint:{complaint_id}:{person_id}"


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """`by` and `unit` are empty where the person did not want to be named."""

    complaint_id: int
    words: str
    by: str = ""
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class ComplaintMade(Notice):
    complaint: Complaint

    @property
    def key(self) -> str:
        return complaint_key(self.complaint.complaint_id, self.person_id)


@dataclass(frozen=True, kw_only=True)
class ComplaintClosed(Notice):
    """In the place of what the other administrators were shown."""

    complaint: Complaint
    answered_by: str

    @property
    def redraws(self) -> tuple[str, ...]:
        return (complaint_key(self.complaint.complaint_id, self.person_id),)


@dataclass(frozen=True, kw_only=True)
class ComplaintAnswered(Notice):
    """`words` are empty where they came without a name: nothing shall say who wrote them."""

    said_on: date
    words: str
    answer: str
    answered_by: str
