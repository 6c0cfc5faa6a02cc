"""Reminding of a task whose hour has come: the person once, then the supervisor twice at most."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.calendar import DayKind
from domain.occurrence import Kind
from domain.office import NOWHERE
from domain.task import OPEN
from domain.task_reminder import (
    OVERDUE_AFTER,
    Subject,
    TaskOverdue,
    TaskReminded,
    Undone,
    reminders,
)
from models import occurrence
from models.occurrence import Occurrence
from models.person import supervisors_of
from models.scope import scope_of
from models.task import Task
from models.task_open import OpenShare, open_shares
from models.unit import Unit
from services.calendar_unit import days_shown
from services.hours import hours_of

_AHEAD = 14


async def plan_reminders(
    session: AsyncSession, *, task_id: int, unit_id: int, due_at: datetime
) -> None:
    """`due_at` is local; the unit's roll call says when its morning is."""
    unit = await session.get_one(Unit, unit_id)
    morning = None
    if following := await _next_workday(session, unit.path, after=due_at.date()):
        hours = await hours_of(session, unit, kind=Kind.ROLL_CALL, day=following)
        morning = datetime.combine(following, hours.roll_call, tzinfo=due_at.tzinfo)
    about = Subject(task_id=task_id, unit_id=unit_id, due_at=due_at, next_morning=morning)
    await occurrence.plan(session, reminders(about))


async def _next_workday(session: AsyncSession, path: str, *, after: date) -> date | None:
    """Of this unit; further ahead than any holiday nobody is asked."""
    days = [after + timedelta(days=ahead) for ahead in range(1, _AHEAD + 1)]
    shown = await days_shown(session, path, days)
    worked = (each for each in shown if each.kind is not DayKind.UNKNOWN and each.is_worked)
    return next((each.day for each in worked), None)


async def remind_of_task(
    session: AsyncSession, *, due: Occurrence, now: datetime
) -> list[TaskReminded]:
    """Whoever has said what came of it, or is away, hears nothing."""
    whole = await session.get_one(Task, due.subject_id)
    if whole.due_at is None:
        return []
    return [
        TaskReminded(
            person_id=one.share.person_id,
            task=one.share.planned(whole),
            day=one.share.day,
            until=due.due_at + OVERDUE_AFTER,
        )
        for one in await open_shares(session, whole.id, day=now.date())
        if one.share.state in OPEN and not one.is_away
    ]


async def tell_overdue(
    session: AsyncSession, *, due: Occurrence, now: datetime
) -> list[TaskOverdue]:
    whole = await session.get_one(Task, due.subject_id)
    if whole.due_at is None:
        return []
    left = await open_shares(session, whole.id, day=now.date())
    readers = await _readers(session, whole, left)
    return [_overdue(whole, due, person_id, theirs) for person_id, theirs in readers.items()]


async def _readers(
    session: AsyncSession, whole: Task, left: Sequence[OpenShare]
) -> dict[int, list[OpenShare]]:
    """Whoever dispatched it and holds these people still; else their nearest supervisors."""
    by, readers = whole.dispatched_by, dict[int, list[OpenShare]]()
    scope = await scope_of(session, by) if by else NOWHERE
    for path, theirs in groupby(left, key=lambda one: one.path):
        if by and scope.covers(path):
            above = [by]
        else:
            above = [person.id for person in await supervisors_of(session, path)]
        there = list(theirs)
        for person_id in above:
            readers.setdefault(person_id, []).extend(there)
    return readers


def _overdue(
    whole: Task, due: Occurrence, person_id: int, left: Sequence[OpenShare]
) -> TaskOverdue:
    return TaskOverdue(
        person_id=person_id,
        task_id=whole.id,
        title=whole.title,
        due_at=whole.due_at or due.due_at,
        undone=tuple(
            Undone(
                name=one.name,
                state=one.share.state,
                is_away=one.is_away,
                carried=one.share.carried,
            )
            for one in left
        ),
        is_last=due.kind is Kind.TASK_NEXT_MORNING,
        until=due.until,
    )
