"""Tasks 任务 and each person's share of them on each day."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Index,
    Insert,
    UniqueConstraint,
    and_,
    bindparam,
    false,
    func,
    literal,
    update,
)
from sqlalchemy import select as core_select
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Scope
from domain.task import UNDONE, PlannedTask, TaskState, Urgency
from models.among import among
from models.beside import beside_the_loop
from models.columns import Instant, add_rows, changed, columns_of, fetch, upsert, words
from models.leave import away_on
from models.person import Person
from models.unit import Unit, within


class Task(SQLModel, table=True):
    id: int = Field(default=None, primary_key=True)
    title: str
    urgency: Urgency = Field(default=Urgency.NORMAL, sa_type=words(Urgency))
    due_at: datetime | None = Field(default=None, sa_type=Instant)
    dispatched_by: int | None = Field(default=None, foreign_key="person.id")
    dispatched_at: datetime = Field(sa_type=Instant)
    routine_id: int | None = Field(default=None, foreign_key="routine.id", index=True)


class Assignment(SQLModel, table=True):
    """A person's share of a task on one day; carrying over writes a new row and keeps the old."""

    __table_args__ = (
        UniqueConstraint("task_id", "person_id", "day"),
        Index("ix_assignment_day", "person_id", "day"),
        Index("ix_assignment_unit", "day", "unit_id", "state"),
    )

    id: int = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id")
    person_id: int = Field(foreign_key="person.id")
    unit_id: int = Field(foreign_key="unit.id")
    day: date
    state: TaskState = Field(default=TaskState.SENT, sa_type=words(TaskState))
    note: str = ""
    photo: str | None = None
    carried: int = 0
    is_carried_on: bool = False
    changed_at: datetime = Field(sa_type=Instant)

    def planned(self, task: Task) -> PlannedTask:
        return PlannedTask(
            assignment_id=self.id,
            title=task.title,
            urgency=task.urgency,
            state=self.state,
            due_at=task.due_at,
            carried=self.carried,
            note=self.note,
        )


_TASK, _SHARE = columns_of(Task), columns_of(Assignment)
_SHOWN = {
    "assignment_id": _SHARE.c.id,
    "title": _TASK.c.title,
    "urgency": _TASK.c.urgency,
    "state": _SHARE.c.state,
    "due_at": _TASK.c.due_at,
    "carried": _SHARE.c.carried,
    "note": _SHARE.c.note,
}
_DAY = (
    core_select(_SHARE.c.person_id, *_SHOWN.values())
    .join_from(_SHARE, _TASK, _TASK.c.id == _SHARE.c.task_id)
    .where(
        _SHARE.c.person_id.in_(bindparam("people", expanding=True)),
        _SHARE.c.day == bindparam("day", type_=Date),
    )
    .order_by(_TASK.c.urgency.desc(), _TASK.c.due_at.is_(None), _TASK.c.due_at, _SHARE.c.id)
)
_GIVEN = (
    core_select(_SHARE.c.person_id, *_SHOWN.values())
    .join_from(_SHARE, _TASK, _TASK.c.id == _SHARE.c.task_id)
    .where(_SHARE.c.task_id == bindparam("task"))
)


async def give_shares(
    session: AsyncSession, task: Task, people: Iterable[tuple[int, int]], *, day: date
) -> dict[int, PlannedTask]:
    """A new task's share for each person, under the unit it counts for."""
    shared = {
        "task_id": task.id,
        "day": day,
        "state": TaskState.SENT,
        "note": "",
        "carried": 0,
        "is_carried_on": False,
        "changed_at": task.dispatched_at,
    }
    rows = ({"person_id": one, "unit_id": unit, **shared} for one, unit in people)
    await add_rows(session, Assignment, rows)
    found = await fetch(session, _GIVEN, task=task.id)
    return {person_id: _planned(shown) for person_id, *shown in found}


def _planned(shown: Sequence[Any]) -> PlannedTask:
    return PlannedTask(**dict(zip(_SHOWN, shown, strict=True)))


async def with_task(session: AsyncSession, assignment_id: int) -> tuple[Assignment, Task] | None:
    found = (
        select(Assignment, Task)
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .where(Assignment.id == assignment_id)
        .with_for_update(of=Assignment)
    )
    return (await session.exec(found)).first()


async def day_of(
    session: AsyncSession, *, person_ids: Sequence[int], day: date
) -> dict[int, list[PlannedTask]]:
    """The tasks of these people on a day, urgent ones and those with an hour first."""
    days: dict[int, list[PlannedTask]] = {}
    for person_id, *shown in await fetch(session, _DAY, people=person_ids, day=day):
        days.setdefault(person_id, []).append(_planned(shown))
    return days


async def newest_of(session: AsyncSession, *, task_id: int, person_id: int) -> int | None:
    """The assignment of the last day to which a task was carried."""
    found = (
        select(Assignment.id)
        .where(Assignment.task_id == task_id, Assignment.person_id == person_id)
        .order_by(col(Assignment.day).desc())
        .limit(1)
    )
    return (await session.exec(found)).first()


async def carry_on(
    session: AsyncSession, *, units: Sequence[int], day: date, now: datetime
) -> int:
    """Copy what these units' people left undone on earlier days, under where they are now."""
    left = _left_undone(day, units)
    async with beside_the_loop(session):
        await session.exec(_copied(session, left, day, now))
        return await changed(session, update(Assignment).where(left).values(is_carried_on=True))


def _copied(session: AsyncSession, left: ColumnElement[bool], day: date, now: datetime) -> Insert:
    again = (
        core_select(
            col(Assignment.task_id),
            col(Assignment.person_id),
            col(Person.unit_id),
            literal(day),
            literal(TaskState.SENT.value),
            literal(""),
            col(Assignment.carried) + 1,
            false(),
            literal(now, Instant),
        )
        .join(Person, col(Person.id) == col(Assignment.person_id))
        .where(left)
    )
    columns = ["task_id", "person_id", "unit_id", "day", "state", "note", "carried"]
    columns += ["is_carried_on", "changed_at"]
    return upsert(session, Assignment).from_select(columns, again).on_conflict_do_nothing()


async def let_go(session: AsyncSession, *, routine_id: int) -> None:
    """What is undone of a routine's earlier times is not carried over any more."""
    earlier = select(Task.id).where(Task.routine_id == routine_id)
    left = col(Assignment.task_id).in_(earlier), col(Assignment.state).in_(UNDONE)
    await session.exec(update(Assignment).where(*left).values(is_carried_on=True))


def _left_undone(day: date, units: Sequence[int]) -> ColumnElement[bool]:
    """Of those who are there: what somebody on leave has left waits until they are back."""
    here = select(Person.id).where(
        col(Person.active).is_(True), among(Person.unit_id, units), ~away_on(day)
    )
    return and_(
        col(Assignment.person_id).in_(here),
        col(Assignment.day) < day,
        col(Assignment.state).in_(UNDONE),
        col(Assignment.is_carried_on).is_(False),
    )


async def counts(
    session: AsyncSession, *, first: date, last: date, scope: Scope
) -> Sequence[tuple[str, TaskState, int]]:
    """Unit path, state, how many, over the days of a period."""
    found = (
        select(Unit.path, col(Assignment.state), func.count())
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .where(Assignment.day >= first, Assignment.day <= last, within(scope))
        .group_by(Unit.path, Assignment.state)
    )
    return (await session.exec(found)).all()
