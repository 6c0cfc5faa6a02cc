"""Occurrences: what is due when and where, once per kind, unit, day and subject."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, delete, exists, func, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.occurrence import Kind, Occasion, OccurrenceState
from models.columns import Instant, insert_rows, words


class Occurrence(SQLModel, table=True):
    """`settled_at` of one still due is the moment of the next try, where one is made or failed."""

    __table_args__ = (
        UniqueConstraint("kind", "unit_id", "day", "subject_id"),
        Index("ix_occurrence_due", "state", "due_at"),
    )

    id: int = Field(default=None, primary_key=True)
    kind: Kind = Field(sa_type=words(Kind))
    unit_id: int = Field(foreign_key="unit.id")
    day: date
    subject_id: int = 0
    due_at: datetime = Field(sa_type=Instant)
    until: datetime = Field(sa_type=Instant)
    state: OccurrenceState = Field(default=OccurrenceState.DUE, sa_type=words(OccurrenceState))
    tries: int = 0
    settled_at: datetime | None = Field(default=None, sa_type=Instant)
    error: str | None = None


async def plan(session: AsyncSession, occasions: Iterable[Occasion]) -> None:
    """Write down what will be due; what is already written stays as it is."""
    rows = [
        {
            "kind": due.kind,
            "unit_id": due.unit_id,
            "day": due.day,
            "subject_id": due.subject_id,
            "due_at": due.due_at,
            "until": due.until,
            "state": OccurrenceState.DUE,
            "tries": 0,
        }
        for due in occasions
    ]
    await insert_rows(session, Occurrence, rows)


async def plan_anew(session: AsyncSession, occasions: Iterable[Occasion]) -> None:
    """What has come to pass already will be due once more."""
    again = list(occasions)
    for due in again:
        row = delete(Occurrence).where(
            col(Occurrence.kind) == due.kind,
            col(Occurrence.unit_id) == due.unit_id,
            col(Occurrence.day) == due.day,
            col(Occurrence.subject_id) == due.subject_id,
        )
        await session.exec(row)
    await plan(session, again)


async def next_due(session: AsyncSession, *, now: datetime) -> Occurrence | None:
    is_time = or_(col(Occurrence.settled_at).is_(None), col(Occurrence.settled_at) <= now)
    found = (
        select(Occurrence)
        .where(Occurrence.state == OccurrenceState.DUE, Occurrence.due_at <= now, is_time)
        .order_by(col(Occurrence.due_at), col(Occurrence.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return (await session.exec(found)).first()


async def locked_while_due(session: AsyncSession, row_id: int) -> Occurrence | None:
    found = select(Occurrence).where(
        Occurrence.id == row_id, Occurrence.state == OccurrenceState.DUE
    )
    return (await session.exec(found.with_for_update())).first()


async def unheld(
    session: AsyncSession, *, kind: Kind, unit_id: int, day: date
) -> Occurrence | None:
    """What was due there that day and did not come to pass, held against doing it twice."""
    over = (OccurrenceState.MISSED, OccurrenceState.FAILED)
    found = (
        select(Occurrence)
        .where(
            Occurrence.kind == kind,
            Occurrence.unit_id == unit_id,
            Occurrence.day == day,
            col(Occurrence.state).in_(over),
        )
        .with_for_update()
    )
    return (await session.exec(found)).first()


async def next_moment(session: AsyncSession, *, now: datetime) -> datetime | None:
    """When the next thing is due, which may have passed; what waits for another try is left."""
    is_time = or_(col(Occurrence.settled_at).is_(None), col(Occurrence.settled_at) <= now)
    found = select(func.min(Occurrence.due_at)).where(
        Occurrence.state == OccurrenceState.DUE, is_time
    )
    return (await session.exec(found)).one()


async def still_due(session: AsyncSession, day: date) -> Sequence[Occurrence]:
    found = select(Occurrence).where(
        Occurrence.day == day, Occurrence.state == OccurrenceState.DUE
    )
    return (await session.exec(found)).all()


async def last_planned_day(session: AsyncSession) -> date | None:
    found = select(func.max(Occurrence.day)).where(Occurrence.kind == Kind.ROLL_CALL)
    return (await session.exec(found)).one()


async def not_recovered(session: AsyncSession) -> Sequence[tuple[Kind, int, datetime]]:
    """Kind, unit and hour of jobs that failed and have not succeeded there since."""
    later = aliased(Occurrence)
    has_succeeded = exists().where(
        col(later.kind) == col(Occurrence.kind),
        col(later.unit_id) == col(Occurrence.unit_id),
        col(later.due_at) > col(Occurrence.due_at),
        col(later.state) == OccurrenceState.DONE,
    )
    found = (
        select(col(Occurrence.kind), Occurrence.unit_id, func.max(Occurrence.due_at))
        .where(Occurrence.state == OccurrenceState.FAILED, ~has_succeeded)
        .group_by(col(Occurrence.kind), col(Occurrence.unit_id))
        .order_by(col(Occurrence.unit_id), col(Occurrence.kind))
    )
    return (await session.exec(found)).all()


async def settle_past(session: AsyncSession, state: OccurrenceState, *, before: datetime) -> None:
    """Whatever was due before a moment came to pass, or was passed over, at its hour."""
    await session.exec(
        update(Occurrence)
        .where(col(Occurrence.state) == OccurrenceState.DUE, col(Occurrence.due_at) < before)
        .values(state=state, settled_at=Occurrence.due_at)
    )
