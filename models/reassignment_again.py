"""Tasks left alone for which nobody suited: looked at once more, with whoever is there by then."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.reassignment import Verdict
from models.person import Person
from models.reassignment import MOST, Left, Reassignment, is_missed_by, is_there, left_alone
from models.roll_call import RollCall
from models.task import Assignment, Task
from models.unit import Unit


class Again(NamedTuple):
    """The proposal that had no name, and the share as it stands by now."""

    row: Reassignment
    left: Left


async def at_its_hour(session: AsyncSession, task_id: int, *, day: date) -> list[Again]:
    """Of this day, where whoever has it has not come since."""
    today = Reassignment.task_id == task_id, Reassignment.day == day, ~is_there(day)
    return await _unsuited(session, *today, day=day)


async def at_closing(session: AsyncSession, roll: RollCall) -> list[Again]:
    """Of earlier days, where this roll misses whoever has it too."""
    return await _unsuited(session, is_missed_by(roll, Reassignment.from_id), day=roll.day)


async def _unsuited(
    session: AsyncSession, *where: ColumnElement[bool] | bool, day: date
) -> list[Again]:
    """Held: a closing and a task's hour that come at once do not both propose somebody."""
    found = (
        select(Reassignment, Assignment, Task, Person)
        .join(Assignment, col(Assignment.task_id) == col(Reassignment.task_id))
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(Person, col(Person.id) == col(Reassignment.from_id))
        .where(
            col(Assignment.person_id) == col(Reassignment.from_id),
            col(Assignment.day) <= day,
            left_alone(),
            col(Reassignment.verdict) == Verdict.PROPOSED,
            col(Reassignment.to_id).is_(None),
            *where,
        )
        .order_by(col(Task.urgency).desc(), col(Reassignment.id))
        .limit(MOST)
        .with_for_update(of=Reassignment)
    )
    if not (rows := (await session.exec(found)).all()):
        return []
    paths = await _paths(session, {person.unit_id for *_, person in rows})
    return [
        Again(row, Left(share, whole, person, paths[person.unit_id]))
        for row, share, whole, person in rows
    ]


async def _paths(session: AsyncSession, units: set[int | None]) -> dict[int | None, str]:
    found = select(Unit.id, Unit.path).where(col(Unit.id).in_(units))
    return dict((await session.exec(found)).all())


async def bring_to(
    session: AsyncSession, share: Assignment, *, day: date, now: datetime
) -> Assignment:
    """The share of that day: what somebody on leave has left is carried there for another."""
    if share.day == day:
        return share
    share.is_carried_on = True
    brought = Assignment(
        task_id=share.task_id,
        person_id=share.person_id,
        unit_id=share.unit_id,
        day=day,
        carried=share.carried + 1,
        changed_at=now,
    )
    session.add(brought)
    await session.flush()
    return brought
