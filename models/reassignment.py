"""Proposals to hand a task on, what was decided of each, and what they are made from."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, UniqueConstraint, and_, func, or_, update
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Scope
from domain.reassignment import Cause, Colleague, Verdict, duties_of
from domain.roll_call import ANSWERED, Attendance
from domain.task import OPEN
from domain.when import Half
from models.columns import Instant, words
from models.leave import away_on
from models.person import Person, is_auxiliary
from models.roll_call import RollAnswer, RollCall
from models.task import Assignment, Task
from models.unit import Above, Unit, place, within

MOST = 30
"""Tasks for which one closing of a roll looks for somebody at once; the rest waits for a press."""


class Reassignment(SQLModel, table=True):
    """A task of one person is proposed once; the first decision counts.

    `to_id` is who was proposed, if anybody suited, and then who has it; where nobody did, it is
    proposed once more when somebody does.
    """

    __table_args__ = (UniqueConstraint("task_id", "from_id"),)

    id: int = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id")
    assignment_id: int = Field(foreign_key="assignment.id")
    from_id: int = Field(foreign_key="person.id", index=True)
    to_id: int | None = Field(default=None, foreign_key="person.id")
    day: date = Field(index=True)
    cause: Cause = Field(sa_type=words(Cause))
    verdict: Verdict = Field(default=Verdict.PROPOSED, sa_type=words(Verdict))
    proposed_at: datetime = Field(sa_type=Instant)
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = Field(default=None, sa_type=Instant)


class Left(NamedTuple):
    """A task that nobody does today, and who has left it."""

    share: Assignment
    task: Task
    person: Person
    path: str


def left_alone() -> ColumnElement[bool]:
    return and_(col(Assignment.state).in_(OPEN), col(Assignment.is_carried_on).is_(False))


_LEFT = (
    select(Assignment, Task, Person, Unit.path)
    .join(Task, col(Task.id) == col(Assignment.task_id))
    .join(Person, col(Person.id) == col(Assignment.person_id))
    .join(Unit, col(Unit.id) == col(Person.unit_id))
    .where(left_alone())
    .order_by(col(Task.urgency).desc(), col(Assignment.id))
)


async def left_by(session: AsyncSession, person_id: int, *, day: date) -> Sequence[Left]:
    """What somebody who is away today has open and what was not proposed before."""
    found = _LEFT.where(Assignment.person_id == person_id, Assignment.day == day, ~was_proposed())
    return [Left(*row) for row in (await session.exec(found)).all()]


async def call_it_leave(session: AsyncSession, person_id: int, *, day: date) -> None:
    """Whoever was absent when it was proposed is on leave by now."""
    waits = and_(
        col(Reassignment.from_id) == person_id,
        col(Reassignment.day) == day,
        col(Reassignment.verdict) == Verdict.PROPOSED,
    )
    await session.exec(update(Reassignment).where(waits).values(cause=Cause.LEAVE))


async def is_closed_for(session: AsyncSession, person_id: int, *, day: date) -> bool:
    """Whether a roll that asked this person was closed today: no closing finds them any more."""
    found = (
        select(RollCall.id)
        .join(RollAnswer, col(RollAnswer.roll_call_id) == col(RollCall.id))
        .where(
            RollAnswer.person_id == person_id,
            RollCall.day == day,
            col(RollCall.closed_at).is_not(None),
        )
    )
    return (await session.exec(found)).first() is not None


async def absent_at(session: AsyncSession, roll: RollCall) -> set[int]:
    found = select(RollAnswer.person_id).where(
        RollAnswer.roll_call_id == roll.id, RollAnswer.attendance == Attendance.ABSENT
    )
    return set((await session.exec(found)).all())


async def left_at_closing(session: AsyncSession, roll: RollCall) -> Sequence[Left]:
    """The same of everybody whom a roll has found absent or on leave."""
    missed = is_missed_by(roll, Assignment.person_id)
    found = _LEFT.where(missed, Assignment.day == roll.day, ~was_proposed())
    return [Left(*row) for row in (await session.exec(found.limit(MOST))).all()]


def is_missed_by(roll: RollCall, person_id: Any) -> ColumnElement[bool]:
    missing = select(RollAnswer.person_id).where(
        RollAnswer.roll_call_id == roll.id,
        col(RollAnswer.attendance).in_((Attendance.ABSENT, Attendance.LEAVE)),
    )
    return col(person_id).in_(missing)


def was_proposed(*only: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        select(Reassignment.id)
        .where(
            col(Reassignment.task_id) == col(Assignment.task_id),
            col(Reassignment.from_id) == col(Assignment.person_id),
            *only,
        )
        .exists()
    )


async def colleagues(session: AsyncSession, *, day: date, scope: Scope) -> list[Colleague]:
    """Who has answered a roll of the day, is not away since, and how much is open there."""
    load = (
        select(func.count())
        .select_from(Assignment)
        .where(
            col(Assignment.person_id) == col(Person.id),
            Assignment.day == day,
            col(Assignment.state).in_(OPEN),
        )
        .correlate(Person)
        .scalar_subquery()
    )
    found = (
        select(Person, place(), Unit.path, load)
        .join(Unit, col(Unit.id) == col(Person.unit_id))
        .outerjoin(Above, col(Above.id) == col(Unit.parent_id))
        .where(is_auxiliary(), within(scope), is_there(day))
    )
    return [
        Colleague(
            person_id=person.id,
            name=person.name,
            post=person.post,
            duties=duties_of(person.main_duty, person.secondary_duties),
            unit=unit,
            path=path,
            load=count,
        )
        for person, unit, path, count in (await session.exec(found)).all()
    ]


def is_there(day: date) -> ColumnElement[bool]:
    """Half a day away counts: what is handed on must not wait for somebody to come."""
    came = (
        select(RollAnswer.person_id)
        .join(RollCall, col(RollCall.id) == col(RollAnswer.roll_call_id))
        .where(RollCall.day == day, col(RollAnswer.attendance).in_(ANSWERED))
    )
    is_away = or_(away_on(day, Half.MORNING), away_on(day, Half.AFTERNOON))
    return and_(col(Person.id).in_(came), ~is_away)


async def holders_of(session: AsyncSession, tasks: Collection[int]) -> dict[int, set[int]]:
    """Who has, or had, a share of each of these tasks."""
    found = select(Assignment.task_id, Assignment.person_id)
    holders: dict[int, set[int]] = {task_id: set() for task_id in tasks}
    for task_id, person_id in await session.exec(found.where(col(Assignment.task_id).in_(tasks))):
        holders[task_id].add(person_id)
    return holders


async def waiting(session: AsyncSession, *, scope: Scope, day: date) -> Sequence[Reassignment]:
    """Proposals of the day that nobody has decided, of tasks that are still left alone."""
    found = (
        select(Reassignment)
        .join(Assignment, col(Assignment.id) == col(Reassignment.assignment_id))
        .join(Person, col(Person.id) == col(Reassignment.from_id))
        .join(Unit, col(Unit.id) == col(Person.unit_id))
        .where(
            Reassignment.verdict == Verdict.PROPOSED,
            Reassignment.day == day,
            within(scope),
            col(Assignment.state).in_(OPEN),
        )
        .order_by(col(Reassignment.id))
    )
    return (await session.exec(found)).all()


async def locked(session: AsyncSession, reassignment_id: int) -> Reassignment | None:
    """Two supervisors decide one after the other."""
    found = select(Reassignment).where(Reassignment.id == reassignment_id).with_for_update()
    return (await session.exec(found)).first()


async def propose(session: AsyncSession, reassignment_id: int, *, to_id: int | None) -> None:
    """Unless it was decided just now: who has it then stands."""
    waits = update(Reassignment).where(
        col(Reassignment.id) == reassignment_id,
        col(Reassignment.verdict) == Verdict.PROPOSED,
    )
    await session.exec(waits.values(to_id=to_id))


async def about(session: AsyncSession, row: Reassignment) -> Left | None:
    """The share it speaks of, whoever has it by now, and the one who had left it."""
    found = (
        select(Assignment, Task, Person, Unit.path)
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(Person, col(Person.id) == row.from_id)
        .join(Unit, col(Unit.id) == col(Person.unit_id))
        .where(Assignment.id == row.assignment_id)
        .with_for_update(of=Assignment)
    )
    left = (await session.exec(found)).first()
    return Left(*left) if left else None


async def handed_to(session: AsyncSession, *, task_id: int, from_id: int) -> str | None:
    """Who has this person's task now."""
    found = (
        select(Person.name)
        .join(Reassignment, col(Reassignment.to_id) == col(Person.id))
        .where(
            Reassignment.task_id == task_id,
            Reassignment.from_id == from_id,
            Reassignment.verdict == Verdict.TAKEN,
        )
    )
    return (await session.exec(found)).first()
