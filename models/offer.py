"""Offers 谁有空谁领: tasks that nobody has yet, and those who were asked about them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from models.columns import Instant, insert_rows
from models.person import Person
from models.task import Task


class Offer(SQLModel, table=True):
    """`day` is the one on which it is to be done; until it is over, somebody may take it."""

    task_id: int = Field(foreign_key="task.id", primary_key=True)
    day: date
    taken_by: int | None = Field(default=None, foreign_key="person.id")
    taken_at: datetime | None = Field(default=None, sa_type=Instant)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Instant)


class OfferedTo(SQLModel, table=True):
    __tablename__ = "offered_to"

    task_id: int = Field(foreign_key="offer.task_id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)


async def offer_to(session: AsyncSession, task_id: int, people: Iterable[int]) -> None:
    rows = [{"task_id": task_id, "person_id": person_id} for person_id in people]
    await insert_rows(session, OfferedTo, rows)


async def offer_for(
    session: AsyncSession, *, task_id: int, person_id: int
) -> tuple[Offer, Task] | None:
    """An offer to this person, locked: of two who take it at once one comes after the other."""
    found = (
        select(Offer, Task)
        .join(Task, col(Task.id) == col(Offer.task_id))
        .join(OfferedTo, col(OfferedTo.task_id) == col(Offer.task_id))
        .where(Offer.task_id == task_id, OfferedTo.person_id == person_id)
        .with_for_update(of=Offer)
    )
    return (await session.exec(found)).first()


async def open_to(
    session: AsyncSession, *, person_id: int, day: date
) -> Sequence[tuple[Offer, Task, str]]:
    """What this person may still take, and who offers it."""
    found = (
        select(Offer, Task, func.coalesce(Person.name, ""))
        .join(Task, col(Task.id) == col(Offer.task_id))
        .join(OfferedTo, col(OfferedTo.task_id) == col(Offer.task_id))
        .outerjoin(Person, col(Person.id) == col(Task.dispatched_by))
        .where(
            OfferedTo.person_id == person_id,
            Offer.day >= day,
            col(Offer.taken_by).is_(None),
            col(Offer.withdrawn_at).is_(None),
        )
        .order_by(col(Offer.task_id))
    )
    return (await session.exec(found)).all()


async def offer_by(
    session: AsyncSession, *, task_id: int, person_id: int
) -> tuple[Offer, Task] | None:
    """An offer that this person made, locked."""
    found = (
        select(Offer, Task)
        .join(Task, col(Task.id) == col(Offer.task_id))
        .where(Offer.task_id == task_id, Task.dispatched_by == person_id)
        .with_for_update(of=Offer)
    )
    return (await session.exec(found)).first()


async def asked_about(session: AsyncSession, task_id: int) -> Sequence[int]:
    """Who of those asked is still there."""
    found = (
        select(OfferedTo.person_id)
        .join(Person, col(Person.id) == col(OfferedTo.person_id))
        .where(OfferedTo.task_id == task_id, col(Person.active).is_(True))
        .order_by(col(OfferedTo.person_id))
    )
    return (await session.exec(found)).all()
