"""How many tasks each person of some units had in some days."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, case, func
from sqlalchemy import select as core_select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Scope
from domain.task import UNDONE, TaskState
from domain.task_load import Load
from domain.when import Period
from models.columns import fetch
from models.person import Person, is_auxiliary
from models.task import Assignment
from models.unit import Above, Unit, place, within


def _of_days(period: Period) -> ColumnElement[bool]:
    return and_(
        col(Assignment.person_id) == col(Person.id),
        col(Assignment.day) >= period.first,
        col(Assignment.day) <= period.last,
    )


def _counts() -> tuple[ColumnElement[int], ...]:
    """Tasks, those done, those still open, and how often one was carried over."""
    left = and_(col(Assignment.state).in_(UNDONE), col(Assignment.is_carried_on).is_(False))
    return (
        func.count(col(Assignment.task_id).distinct()),
        func.sum(case((col(Assignment.state) == TaskState.DONE, 1), else_=0)),
        func.sum(case((left, 1), else_=0)),
        func.coalesce(func.max(Assignment.carried), 0),
    )


async def loads(
    session: AsyncSession, *, scope: Scope, period: Period, first: int, size: int
) -> Sequence[Load]:
    """A page of everybody, unit by unit; whoever had nothing is there too."""
    found = (
        core_select(col(Person.name), place(), *_counts())
        .join(Unit, col(Unit.id) == col(Person.unit_id))
        .outerjoin(Above, col(Above.id) == col(Unit.parent_id))
        .outerjoin(Assignment, _of_days(period))
        .where(is_auxiliary(), within(scope))
        .group_by(col(Person.id), Person.name, place(), Unit.path)
        .order_by(Unit.path, Person.name, col(Person.id))
        .offset(first)
        .limit(size)
    )
    return [
        Load(name=name, unit=unit, tasks=tasks, done=done, open=left, carried=carried)
        for name, unit, tasks, done, left, carried in await fetch(session, found)
    ]


async def span_of_loads(
    session: AsyncSession, *, scope: Scope, period: Period
) -> tuple[int, int, int]:
    """How many people there are, and the smallest and largest number of tasks of one."""
    each = (
        core_select(func.count(col(Assignment.task_id).distinct()).label("tasks"))
        .select_from(Person)
        .join(Unit, col(Unit.id) == col(Person.unit_id))
        .outerjoin(Assignment, _of_days(period))
        .where(is_auxiliary(), within(scope))
        .group_by(col(Person.id))
        .subquery()
    )
    counted = core_select(func.count(), func.min(each.c.tasks), func.max(each.c.tasks))
    [(people, least, most)] = await fetch(session, counted)
    return people, least or 0, most or 0
