"""All rows about one person or made by them, as that person may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_
from sqlalchemy import select as core_select
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.own_record import Kept
from models.application import Application
from models.audit import Audit
from models.broadcast import Broadcast, Receipt
from models.check_in import CheckIn
from models.columns import fetch
from models.complaint import ComplaintRow
from models.contest import Contest
from models.leave import Leave
from models.outbox import Outbox
from models.person import Person
from models.remark import Remark
from models.review import Review
from models.review_text import ReviewText
from models.roll_call import RollAnswer, RollCall
from models.roll_place import RollPlace
from models.task import Assignment, Task
from models.training import Training, TrainingAnswer
from models.transfer import Transfer

LOOKING = (Verb.LOOKED, Verb.EXPORTED)
_By = aliased(Person)


@dataclass(frozen=True, kw_only=True)
class _Source:
    """`of` is the column that names the person; names of others only beside their own deed."""

    of: Any
    since: Any
    rows: Select[Any, Any]


def _rows(*columns: Any) -> Select[Any, Any]:
    return core_select(*columns)


SOURCES: dict[Kept, _Source] = {
    Kept.ROLL_ANSWERS: _Source(
        of=RollAnswer.person_id,
        since=RollCall.day,
        rows=_rows(
            *(RollCall.begins_at, RollAnswer.attendance),
            *(RollAnswer.minutes, RollAnswer.answered_at, _By.name),
            RollPlace.name,
        )
        .join_from(RollAnswer, RollCall, col(RollCall.id) == col(RollAnswer.roll_call_id))
        .outerjoin(_By, col(_By.id) == col(RollAnswer.proxy_by))
        .outerjoin(
            RollPlace,
            and_(
                col(RollPlace.roll_call_id) == col(RollAnswer.roll_call_id),
                col(RollPlace.person_id) == col(RollAnswer.person_id),
            ),
        ),
    ),
    Kept.ROLL_PLACES: _Source(
        of=RollPlace.person_id,
        since=RollCall.day,
        rows=_rows(
            *(RollCall.begins_at, RollPlace.outcome, RollPlace.name, RollPlace.given_at)
        ).join_from(RollPlace, RollCall, col(RollCall.id) == col(RollPlace.roll_call_id)),
    ),
    Kept.CONTESTS: _Source(
        of=Contest.person_id,
        since=Contest.asked_at,
        rows=_rows(
            *(RollCall.begins_at, Contest.was, Contest.minutes, Contest.reason),
            *(Contest.asked_at, Contest.state, _By.name, Contest.decided_at),
        )
        .join_from(Contest, RollCall, col(RollCall.id) == col(Contest.roll_call_id))
        .outerjoin(_By, col(_By.id) == col(Contest.decided_by)),
    ),
    Kept.CHECK_INS: _Source(
        of=CheckIn.person_id,
        since=CheckIn.at,
        rows=_rows(
            *(CheckIn.at, CheckIn.place, CheckIn.note),
            *(col(CheckIn.photo).is_not(None), CheckIn.is_located),
        ),
    ),
    Kept.TASKS: _Source(
        of=Assignment.person_id,
        since=Assignment.day,
        rows=_rows(
            *(Assignment.day, Task.title, Assignment.state, Assignment.note),
            *(col(Assignment.photo).is_not(None), Assignment.carried, Assignment.changed_at),
        ).join_from(Assignment, Task, col(Task.id) == col(Assignment.task_id)),
    ),
    Kept.REVIEWS: _Source(
        of=Review.person_id,
        since=Review.day,
        rows=_rows(
            *(Review.day, Review.state, Review.handed_in_at, Review.problems, Review.tomorrow),
            *(_By.name, Remark.mark, Remark.words, Remark.answer),
        )
        .outerjoin_from(Review, Remark, col(Remark.review_id) == col(Review.id))
        .outerjoin(_By, col(_By.id) == col(Remark.by_id)),
    ),
    Kept.REVIEW_TEXTS: _Source(
        of=Review.person_id,
        since=ReviewText.said_at,
        rows=_rows(ReviewText.said_at, Review.day, ReviewText.text).join_from(
            ReviewText, Review, col(Review.id) == col(ReviewText.review_id)
        ),
    ),
    Kept.LEAVE: _Source(
        of=Leave.person_id,
        since=Leave.asked_at,
        rows=_rows(
            *(Leave.asked_at, Leave.kind, Leave.first, Leave.last),
            *(Leave.from_noon, Leave.until_noon, Leave.reason),
            *(Leave.state, _By.name, Leave.decided_at),
        ).outerjoin_from(Leave, _By, col(_By.id) == col(Leave.decided_by)),
    ),
    Kept.TRAININGS: _Source(
        of=TrainingAnswer.person_id,
        since=Training.starts_at,
        rows=_rows(
            *(Training.starts_at, Training.title, Training.kind, Training.place),
            *(TrainingAnswer.participation, TrainingAnswer.reason, TrainingAnswer.answered_at),
            col(TrainingAnswer.presence).is_not(None),
        ).join_from(TrainingAnswer, Training, col(Training.id) == col(TrainingAnswer.training_id)),
    ),
    Kept.BROADCASTS: _Source(
        of=Receipt.person_id,
        since=Broadcast.begins_at,
        rows=_rows(Broadcast.begins_at, Broadcast.text, Receipt.read_at).join_from(
            Receipt, Broadcast, col(Broadcast.id) == col(Receipt.broadcast_id)
        ),
    ),
    Kept.TRANSFERS: _Source(
        of=Transfer.person_id,
        since=Transfer.at,
        rows=_rows(
            *(Transfer.at, Transfer.change, Transfer.effective, Transfer.before),
            *(Transfer.after, Transfer.reason, _By.name),
        ).outerjoin_from(Transfer, _By, col(_By.id) == col(Transfer.by_id)),
    ),
    Kept.APPLICATIONS: _Source(
        of=Application.person_id,
        since=Application.asked_at,
        rows=_rows(
            *(Application.asked_at, Application.name, Application.phone),
            *(Application.state, _By.name, Application.decided_at),
        ).outerjoin_from(Application, _By, col(_By.id) == col(Application.decided_by)),
    ),
    Kept.COMPLAINTS: _Source(
        of=ComplaintRow.person_id,
        since=ComplaintRow.said_at,
        rows=_rows(
            *(ComplaintRow.said_at, ComplaintRow.words, ComplaintRow.is_named),
            *(ComplaintRow.answer, _By.name, ComplaintRow.answered_at),
        ).outerjoin_from(ComplaintRow, _By, col(_By.id) == col(ComplaintRow.answered_by)),
    ),
    Kept.DEEDS: _Source(of=Audit.actor_id, since=Audit.at, rows=_rows(Audit.at, Audit.verb)),
    Kept.MESSAGES: _Source(
        of=Person.id,
        since=Outbox.created_at,
        rows=_rows(Outbox.created_at, Outbox.settled_at).join_from(
            Outbox, Person, col(Person.telegram_id) == col(Outbox.chat_id)
        ),
    ),
}


async def count_of(
    session: AsyncSession, kind: Kept, person_id: int
) -> tuple[int, date | datetime | None]:
    """How many rows, and the first of them."""
    source = SOURCES[kind]
    found = source.rows.with_only_columns(func.count(), func.min(source.since))
    (row,) = await fetch(session, found.where(source.of == person_id))
    return row[0], row[1]


async def rows_of(session: AsyncSession, kind: Kept, person_id: int) -> Sequence[tuple[Any, ...]]:
    source = SOURCES[kind]
    found = source.rows.where(source.of == person_id).order_by(source.since)
    return [tuple(row) for row in await fetch(session, found)]


async def looks_at(
    session: AsyncSession, person_id: int, *, above: Sequence[int], most: int | None
) -> Sequence[tuple[Audit, str]]:
    """By others, the newest first; whoever takes out a unit's figures takes out its people's."""
    found = (
        select(Audit, Person.name)
        .join(Person, col(Person.id) == col(Audit.actor_id))
        .where(
            or_(col(Audit.person_id) == person_id, _whole_unit(above)),
            col(Audit.verb).in_(LOOKING),
            Audit.actor_id != person_id,
        )
        .order_by(col(Audit.at).desc(), col(Audit.id).desc())
        .limit(most)
    )
    return (await session.exec(found)).all()


def _whole_unit(above: Sequence[int]) -> ColumnElement[bool]:
    return and_(
        col(Audit.person_id).is_(None),
        col(Audit.verb) == Verb.EXPORTED,
        col(Audit.unit_id).in_(above),
    )


async def has_looked(
    session: AsyncSession, *, actor_id: int, person_id: int, since: datetime
) -> bool:
    found = select(Audit.id).where(
        Audit.person_id == person_id,
        Audit.actor_id == actor_id,
        Audit.verb == Verb.LOOKED,
        Audit.at >= since,
    )
    return (await session.exec(found.limit(1))).first() is not None
