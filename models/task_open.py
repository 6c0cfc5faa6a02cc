"""What of a task is still undone, and who has it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.task import OPEN, UNDONE
from models.leave import away_on
from models.person import Person
from models.task import Assignment, Task
from models.unit import Unit


class OpenShare(NamedTuple):
    share: Assignment
    name: str
    path: str
    is_away: bool


async def open_shares(session: AsyncSession, task_id: int, *, day: date) -> Sequence[OpenShare]:
    """The newest of each person who is still there; what gave way to a later time is over."""
    found = (
        select(Assignment, Person.name, Unit.path, away_on(day))
        .join(Person, col(Person.id) == col(Assignment.person_id))
        .join(Unit, col(Unit.id) == col(Person.unit_id))
        .where(
            Assignment.task_id == task_id,
            col(Assignment.state).in_(UNDONE),
            col(Assignment.is_carried_on).is_(False),
            col(Person.active).is_(True),
        )
        .order_by(Unit.path, col(Person.id))
    )
    return [OpenShare(*row) for row in (await session.exec(found)).all()]


async def held_by(
    session: AsyncSession, person_id: int, *, day: date
) -> Sequence[tuple[Assignment, Task]]:
    """The tasks of this day and later that somebody still has."""
    found = (
        select(Assignment, Task)
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .where(
            Assignment.person_id == person_id,
            Assignment.day >= day,
            col(Assignment.state).in_(OPEN),
            col(Assignment.is_carried_on).is_(False),
        )
        .order_by(col(Assignment.id))
    )
    return (await session.exec(found)).all()
