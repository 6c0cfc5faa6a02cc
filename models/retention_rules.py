"""What is let go of when it has been kept long enough, or when a person's rows are blurred."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, case, false, literal
from sqlmodel import SQLModel, col, select

from domain.retention import Expiring
from models.application import Application
from models.audit import Audit
from models.check_in import CheckIn
from models.complaint import ComplaintRow
from models.contest import Contest
from models.inbox import Inbox, InboxState
from models.leave import Leave
from models.outbox import Outbox, OutboxState
from models.person import Person
from models.remark import Remark, RemarkBefore
from models.review import Review
from models.review_text import ReviewText
from models.roll_call import RollCall
from models.roll_place import RollPlace
from models.roster_sent import RosterSent
from models.task import Assignment
from models.training import Training, TrainingAnswer
from models.transfer import Transfer

SLICE = 500
FEW = 20
"""Rolls and trainings have many rows each."""
GONE = case(
    (col(Outbox.state) == OutboxState.UNKNOWN, OutboxState.EXPIRED.value),
    else_=col(Outbox.state),
)
UNDER_WAY = (OutboxState.QUEUED, OutboxState.SENDING)
_BY_NAME = case((col(ComplaintRow.is_named), col(ComplaintRow.person_id)), else_=None)
Whose = Callable[[int], ColumnElement[bool]]


def _nobody(_person_id: int) -> ColumnElement[bool]:
    return false()


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Rows of `table` are found by `key` in its order, which is that of `at` but for a few days.

    `blank` is what takes the place of what was said, and None takes out the row; at a row that is
    `held` it stops; `whose` are a person's rows where they are asked to be blurred at once.
    """

    kind: Expiring
    table: type[SQLModel]
    key: Any
    at: Any
    blank: Mapping[str, Any] | None
    by: Any = None
    held: Any = field(default_factory=lambda: literal(value=False))
    whose: Whose = _nobody
    most: int = SLICE

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.table.__name__}"


def _of(column: Any) -> Whose:
    return lambda person_id: col(column) == person_id


def _of_reviews(column: Any) -> Whose:
    return lambda person_id: col(column).in_(
        select(Review.id).where(Review.person_id == person_id)
    )


def _of_remarks(column: Any) -> Whose:
    mine = _of_reviews(Remark.review_id)
    return lambda person_id: col(column).in_(select(Remark.id).where(mine(person_id)))


def _of_account(column: Any) -> Whose:
    return lambda person_id: col(column).in_(
        select(Person.telegram_id).where(Person.id == person_id)
    )


def _plain(kind: Expiring, table: Any, at: Any, whose: Whose, **blank: Any) -> Rule:
    return Rule(kind=kind, table=table, key=table.id, at=at, blank=blank, whose=whose)


def _words(table: Any, at: Any, whose: Whose, *names: str) -> Rule:
    return _plain(Expiring.WORDS, table, at, whose, **dict.fromkeys(names, ""))


RULES = (
    _plain(Expiring.PLACES, CheckIn, CheckIn.at, _of(CheckIn.person_id), place="", note=""),
    Rule(
        kind=Expiring.PLACES,
        table=RollPlace,
        key=RollCall.id,
        at=RollCall.day,
        by=RollPlace.roll_call_id,
        blank={"name": ""},
        whose=_of(RollPlace.person_id),
        most=FEW,
    ),
    _plain(Expiring.PHOTOS, CheckIn, CheckIn.at, _of(CheckIn.person_id), photo=None),
    _plain(Expiring.PHOTOS, Assignment, Assignment.day, _of(Assignment.person_id), photo=None),
    _plain(
        Expiring.WORDS,
        Review,
        Review.day,
        _of(Review.person_id),
        draft={},
        problems="",
        tomorrow="",
    ),
    _words(ReviewText, ReviewText.said_at, _of_reviews(ReviewText.review_id), "text"),
    _words(Remark, Remark.given_at, _of_reviews(Remark.review_id), "words", "answer"),
    _words(RemarkBefore, RemarkBefore.given_at, _of_remarks(RemarkBefore.remark_id), "words"),
    _words(Assignment, Assignment.day, _of(Assignment.person_id), "note"),
    _words(Leave, Leave.last, _of(Leave.person_id), "reason"),
    _words(Contest, Contest.asked_at, _of(Contest.person_id), "reason"),
    _words(ComplaintRow, ComplaintRow.said_at, _of(ComplaintRow.person_id), "words", "answer"),
    _words(Transfer, Transfer.at, _of(Transfer.person_id), "reason"),
    _words(Application, Application.asked_at, _of(Application.person_id), "name", "phone"),
    Rule(
        kind=Expiring.WORDS,
        table=TrainingAnswer,
        key=Training.id,
        at=Training.starts_at,
        by=TrainingAnswer.training_id,
        blank={"reason": ""},
        whose=_of(TrainingAnswer.person_id),
        most=FEW,
    ),
    Rule(
        kind=Expiring.MESSAGES,
        table=Outbox,
        key=Outbox.id,
        at=Outbox.created_at,
        blank={"payload": {}, "state": GONE},
        held=col(Outbox.state).in_(UNDER_WAY),
        whose=_of_account(Outbox.chat_id),
    ),
    Rule(
        kind=Expiring.UPDATES,
        table=Inbox,
        key=Inbox.update_id,
        at=Inbox.received_at,
        blank=None,
        held=col(Inbox.state) == InboxState.QUEUED,
        whose=_of_account(Inbox.chat_id),
    ),
    _plain(
        Expiring.SENDERS,
        ComplaintRow,
        ComplaintRow.said_at,
        _of(ComplaintRow.person_id),
        person_id=_BY_NAME,
    ),
    _plain(
        Expiring.UPDATES,
        RosterSent,
        RosterSent.asked_at,
        _of(RosterSent.person_id),
        file_id="",
        cells=None,
    ),
    Rule(kind=Expiring.LOOKS, table=Audit, key=Audit.id, at=Audit.at, blank=None),
)
