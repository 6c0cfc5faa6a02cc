"""How many tasks each person of some units had in some days."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Subquery, and_, case, func
from sqlalchemy import select as core_select
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Scope
from domain.reassignment import Verdict
from domain.task import UNDONE, TaskState
from domain.task_load import Load
from domain.when import Period
from models.columns import fetch
from models.person import Person, is_auxiliary, is_in
from models.reassignment import Reassignment, was_proposed
from models.task import Assignment
from models.unit import Above, Unit, place, within


def _was_handed_on() -> ColumnElement[bool]:
    """True for an Assignment of a day after which this person's task went to somebody else."""
    is_later = col(Reassignment.day) > col(Assignment.day)
    return was_proposed(col(Reassignment.verdict) == Verdict.TAKEN, is_later)


def _counted(period: Period, scope: Scope) -> Subquery:
    """Of each person: tasks, those done, those still open, how often one was carried over.

    What somebody has handed on counts to whoever has it now.
    """
    left = and_(col(Assignment.state).in_(UNDONE), col(Assignment.is_carried_on).is_(False))
    return (
        core_select(
            col(Assignment.person_id),
            func.count(col(Assignment.task_id).distinct()).label("tasks"),
            func.sum(case((col(Assignment.state) == TaskState.DONE, 1), else_=0)).label("done"),
            func.sum(case((left, 1), else_=0)).label("left"),
            func.max(Assignment.carried).label("carried"),
        )
        .where(
            col(Assignment.day).between(period.first, period.last),
            ~_was_handed_on(),
            col(Assignment.person_id).in_(select(Person.id).where(is_auxiliary(), is_in(scope))),
        )
        .group_by(col(Assignment.person_id))
        .subquery()
    )


async def loads(
    session: AsyncSession, *, scope: Scope, period: Period, first: int, size: int
) -> Sequence[Load]:
    """A page of everybody, unit by unit; whoever had nothing is there too."""
    counts = _counted(period, scope)
    numbers = (func.coalesce(counts.c[name], 0) for name in ("tasks", "done", "left", "carried"))
    found = (
        core_select(col(Person.name), place(), *numbers)
        .join(Unit, col(Unit.id) == col(Person.unit_id))
        .outerjoin(Above, col(Above.id) == col(Unit.parent_id))
        .outerjoin(counts, counts.c.person_id == col(Person.id))
        .where(is_auxiliary(), within(scope))
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
    counts = _counted(period, scope)
    tasks = func.coalesce(counts.c.tasks, 0)
    found = (
        core_select(func.count(), func.min(tasks), func.max(tasks))
        .select_from(Person)
        .join(Unit, col(Unit.id) == col(Person.unit_id))
        .outerjoin(counts, counts.c.person_id == col(Person.id))
        .where(is_auxiliary(), within(scope))
    )
    [(people, least, most)] = await fetch(session, found)
    return people, least or 0, most or 0
