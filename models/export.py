"""Exports 导出 that were asked for, and the figures of their days."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo
from typing import TypeVar

from sqlmodel import Field, SQLModel, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.broadcast import OUT
from domain.export import ExportKind, ExportState
from domain.office import Scope
from domain.review import ReviewState
from domain.roll_call import Attendance
from domain.task import TaskState
from domain.training import Participation
from models.broadcast import Broadcast, Receipt
from models.columns import Instant, words
from models.person import Person
from models.review import Review
from models.roll_call import RollAnswer, RollCall, is_morning
from models.task import Assignment
from models.training import Training, TrainingAnswer
from models.unit import Unit, within

Word = TypeVar("Word")
Days = dict[date, Counter[Word]]


class Export(SQLModel, table=True):
    """`unit_id` is empty where it spans all units that the asker holds."""

    id: int = Field(default=None, primary_key=True)
    kind: ExportKind = Field(sa_type=words(ExportKind))
    asked_by: int = Field(foreign_key="person.id", index=True)
    asked_at: datetime = Field(sa_type=Instant)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    first: date | None = None
    last: date | None = None
    broadcast_id: int | None = Field(default=None, foreign_key="broadcast.id")
    state: ExportState = Field(default=ExportState.ASKED, sa_type=words(ExportState))


async def under_way(session: AsyncSession, person_id: int) -> bool:
    found = select(Export.id).where(
        Export.asked_by == person_id, Export.state == ExportState.ASKED
    )
    return (await session.exec(found.limit(1))).first() is not None


async def rolls(
    session: AsyncSession, *, first: date, last: date, scope: Scope
) -> Days[Attendance]:
    found = (
        select(col(RollCall.day), col(RollAnswer.attendance), func.count())
        .join(RollAnswer, col(RollCall.id) == col(RollAnswer.roll_call_id))
        .join(Unit, col(Unit.id) == col(RollAnswer.unit_id))
        .where(is_morning(), RollCall.day >= first, RollCall.day <= last, within(scope))
        .group_by(col(RollCall.day), col(RollAnswer.attendance))
    )
    return _by_day((await session.exec(found)).all())


async def tasks(
    session: AsyncSession, *, first: date, last: date, scope: Scope
) -> Days[TaskState]:
    found = (
        select(col(Assignment.day), col(Assignment.state), func.count())
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .where(Assignment.day >= first, Assignment.day <= last, within(scope))
        .group_by(col(Assignment.day), col(Assignment.state))
    )
    return _by_day((await session.exec(found)).all())


async def reviews(
    session: AsyncSession, *, first: date, last: date, scope: Scope
) -> Days[ReviewState]:
    found = (
        select(col(Review.day), col(Review.state), func.count())
        .join(Unit, col(Unit.id) == col(Review.unit_id))
        .where(Review.day >= first, Review.day <= last, within(scope))
        .group_by(col(Review.day), col(Review.state))
    )
    return _by_day((await session.exec(found)).all())


async def trainings(
    session: AsyncSession, *, first: datetime, last: datetime, scope: Scope, zone: tzinfo | None
) -> Days[Participation]:
    """Under the local day on which they begin; `last` is not included."""
    found = (
        select(col(Training.starts_at), col(TrainingAnswer.participation), func.count())
        .join(TrainingAnswer, col(Training.id) == col(TrainingAnswer.training_id))
        .join(Unit, col(Unit.id) == col(TrainingAnswer.unit_id))
        .where(Training.starts_at >= first, Training.starts_at < last, within(scope))
        .group_by(col(Training.starts_at), col(TrainingAnswer.participation))
    )
    rows = (await session.exec(found)).all()
    return _by_day((at.astimezone(zone).date(), word, count) for at, word, count in rows)


def _by_day(rows: Iterable[tuple[date, Word, int]]) -> Days[Word]:
    days: Days[Word] = {}
    for day, word, count in rows:
        days.setdefault(day, Counter())[word] += count
    return days


async def told_between(
    session: AsyncSession, *, first: datetime, last: datetime, scope: Scope
) -> Sequence[tuple[Broadcast, str]]:
    """Notices that went out in [first, last) to people of a scope, with their senders."""
    reaches = (
        select(Receipt.person_id)
        .join(Unit, col(Unit.id) == col(Receipt.unit_id))
        .where(Receipt.broadcast_id == Broadcast.id, within(scope))
        .exists()
    )
    found = (
        select(Broadcast, Person.name)
        .join(Person, col(Person.id) == col(Broadcast.sent_by))
        .where(
            Broadcast.begins_at >= first,
            Broadcast.begins_at < last,
            col(Broadcast.state).in_(OUT),
            reaches,
        )
        .order_by(col(Broadcast.begins_at), col(Broadcast.id))
    )
    return (await session.exec(found)).all()
