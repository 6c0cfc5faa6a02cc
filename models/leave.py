"""Leave 请假: who is away from which day to which, and who decided."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.leave import LeaveKind, LeaveState
from models.columns import Instant, words
from models.person import Person
from models.unit import Unit


class Leave(SQLModel, table=True):
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: LeaveKind = Field(sa_type=words(LeaveKind))
    first: date
    last: date
    state: LeaveState = Field(default=LeaveState.ASKED, sa_type=words(LeaveState))
    asked_at: datetime = Field(sa_type=Instant)
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    decided_by: int | None = Field(default=None, foreign_key="person.id")


def away_on(day: date) -> ColumnElement[bool]:
    """True for a Person with an approved leave over this day."""
    return (
        select(Leave.id)
        .where(
            col(Leave.person_id) == col(Person.id),
            Leave.state == LeaveState.APPROVED,
            Leave.first <= day,
            Leave.last >= day,
        )
        .exists()
    )


async def leaves_over(
    session: AsyncSession, *, person_id: int, first: date, last: date
) -> Sequence[Leave]:
    """Leaves asked for or approved that touch these days."""
    found = select(Leave).where(
        Leave.person_id == person_id,
        col(Leave.state).in_((LeaveState.ASKED, LeaveState.APPROVED)),
        Leave.first <= last,
        Leave.last >= first,
    )
    return (await session.exec(found)).all()


async def leave_asked(
    session: AsyncSession, leave_id: int
) -> tuple[Leave, Person, str | None] | None:
    """A request with its person and the path of their unit, locked until it is decided."""
    found = (
        select(Leave, Person, Unit.path)
        .join(Person, col(Person.id) == col(Leave.person_id))
        .outerjoin(Unit, col(Unit.id) == col(Person.unit_id))
        .where(Leave.id == leave_id)
        .with_for_update(of=Leave)
    )
    return (await session.exec(found)).first()


async def lock_person(session: AsyncSession, person_id: int) -> None:
    """Two requests of one person are looked at one after the other."""
    await session.exec(select(Person.id).where(Person.id == person_id).with_for_update())
