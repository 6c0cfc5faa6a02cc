"""What is let go of when it has been kept long enough, or when a person's rows are blurred."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    String,
    case,
    cast,
    delete,
    false,
    literal,
    or_,
    update,
)
from sqlalchemy import select as core_select
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.retention import Expiring
from models.application import Application
from models.audit import Audit
from models.check_in import CheckIn
from models.columns import fetch
from models.complaint import ComplaintRow
from models.contest import Contest
from models.inbox import Inbox, InboxState
from models.leave import Leave
from models.outbox import Outbox, OutboxState
from models.person import Person
from models.remark import Remark
from models.review import Review
from models.review_text import ReviewText
from models.roll_call import RollCall
from models.roll_place import RollPlace
from models.task import Assignment
from models.training import Training, TrainingAnswer
from models.transfer import Transfer

SLICE = 500
FEW = 20
"""Rolls and trainings have many rows each."""
_GONE = case(
    (col(Outbox.state) == OutboxState.UNKNOWN, OutboxState.EXPIRED.value),
    else_=col(Outbox.state),
)
_UNDER_WAY = (OutboxState.QUEUED, OutboxState.SENDING)


class Retention(SQLModel, table=True):
    """Up to which row each rule has come; the row 'night' counts days."""

    name: str = Field(primary_key=True)
    upto: int = Field(default=0, sa_type=BigInteger)


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
    whose: Callable[[int], ColumnElement[bool]] = _nobody
    most: int = SLICE

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.table.__name__}"


def _of(column: Any) -> Callable[[int], ColumnElement[bool]]:
    return lambda person_id: col(column) == person_id


def _of_reviews(column: Any) -> Callable[[int], ColumnElement[bool]]:
    return lambda person_id: col(column).in_(
        select(Review.id).where(Review.person_id == person_id)
    )


def _of_account(column: Any) -> Callable[[int], ColumnElement[bool]]:
    return lambda person_id: col(column).in_(
        select(Person.telegram_id).where(Person.id == person_id)
    )


def _words(table: Any, at: Any, whose: Callable[[int], ColumnElement[bool]], *names: str) -> Rule:
    blank = dict.fromkeys(names, "")
    return Rule(kind=Expiring.WORDS, table=table, key=table.id, at=at, blank=blank, whose=whose)


def _photos(table: Any, at: Any, whose: Callable[[int], ColumnElement[bool]]) -> Rule:
    blank = {"photo": None}
    return Rule(kind=Expiring.PHOTOS, table=table, key=table.id, at=at, blank=blank, whose=whose)


RULES = (
    Rule(
        kind=Expiring.PLACES,
        table=CheckIn,
        key=CheckIn.id,
        at=CheckIn.at,
        blank={"place": "", "note": ""},
        whose=_of(CheckIn.person_id),
    ),
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
    _photos(CheckIn, CheckIn.at, _of(CheckIn.person_id)),
    _photos(Assignment, Assignment.day, _of(Assignment.person_id)),
    Rule(
        kind=Expiring.WORDS,
        table=Review,
        key=Review.id,
        at=Review.day,
        blank={"draft": {}, "problems": "", "tomorrow": ""},
        whose=_of(Review.person_id),
    ),
    _words(ReviewText, ReviewText.said_at, _of_reviews(ReviewText.review_id), "text"),
    _words(Remark, Remark.given_at, _of_reviews(Remark.review_id), "words", "answer"),
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
        blank={"payload": {}, "state": _GONE},
        held=col(Outbox.state).in_(_UNDER_WAY),
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
    Rule(kind=Expiring.LOOKS, table=Audit, key=Audit.id, at=Audit.at, blank=None),
)


async def blur_slice(session: AsyncSession, rule: Rule, *, before: date) -> int:
    """Returns how many rows it went over; 0 where nothing is over yet."""
    upto = await reached(session, rule.name) or 0
    found = core_select(rule.key, rule.at, rule.held).where(rule.key > upto)
    rows = await fetch(session, found.order_by(rule.key).limit(rule.most))
    over = list(takewhile(lambda row: not row[2] and _day(row[1]) < before, rows))
    if not over:
        return 0
    ids = [row[0] for row in over]
    await _blur(session, rule, (rule.by or rule.key).in_(ids))
    await reach(session, rule.name, ids[-1])
    return len(over)


async def blur_person(session: AsyncSession, person_id: int) -> None:
    """All of what they said and sent, and what was said to them."""
    for rule in RULES:
        await _blur(session, rule, rule.whose(person_id))


async def blur_letters_naming(session: AsyncSession, name: str) -> None:
    """Settled messages to others in which the name stands; JSON may have it escaped."""
    written = cast(col(Outbox.payload), String)
    escaped = json.dumps(name)[1:-1]
    named = or_(
        written.contains(name, autoescape=True), written.contains(escaped, autoescape=True)
    )
    settled = col(Outbox.state).not_in(_UNDER_WAY)
    blank = {"payload": {}, "state": _GONE}
    await session.exec(update(Outbox).where(settled, named).values(blank))


async def forget_account(session: AsyncSession, account: int) -> None:
    """Not of what is still on its way."""
    settled = col(Outbox.state).not_in(_UNDER_WAY)
    theirs = update(Outbox).where(col(Outbox.chat_id) == account, settled)
    await session.exec(theirs.values(chat_id=0))
    applied = update(Application).where(col(Application.account) == account)
    await session.exec(applied.values(account=0))


async def _blur(session: AsyncSession, rule: Rule, rows: ColumnElement[bool]) -> None:
    if rule.blank is None:
        await session.exec(delete(rule.table).where(rows))
    else:
        await session.exec(update(rule.table).where(rows).values(rule.blank))


def _day(at: date | datetime) -> date:
    return at.date() if isinstance(at, datetime) else at


async def reached(session: AsyncSession, name: str) -> int | None:
    row = await session.get(Retention, name)
    return row.upto if row else None


async def reach(session: AsyncSession, name: str, upto: int) -> None:
    row = await session.get(Retention, name) or Retention(name=name)
    row.upto = upto
    session.add(row)
    await session.flush()
