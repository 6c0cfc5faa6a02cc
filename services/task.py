"""A task in the hands of its person: taken, done or not to be done; the undone is carried over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.notice import Notice
from domain.office import Member
from domain.reassignment import HandedOn
from domain.refusals import NotYours
from domain.task import UNDONE, PlannedTask, TaskAnswered, TaskState
from models import reassignment, task
from models.task import Assignment, Task


@dataclass(frozen=True, kw_only=True)
class Share:
    """One person's share as it stands; `notices` tell the one who dispatched it."""

    task: PlannedTask
    day: date
    notices: Sequence[Notice] = ()


async def carry_over(
    session: AsyncSession, *, units: Sequence[int], day: date, now: datetime
) -> int:
    """What stays undone is on today's list again; the rows of earlier days keep their result."""
    return await task.carry_on(session, units=units, day=day, now=now)


async def open_task(session: AsyncSession, *, me: Member, assignment_id: int) -> Share:
    return _share(*await _current(session, me=me, assignment_id=assignment_id))


async def take_task(
    session: AsyncSession, *, me: Member, assignment_id: int, now: datetime
) -> Share:
    share, whole = await _current(session, me=me, assignment_id=assignment_id)
    if share.state is TaskState.SENT:
        share.state, share.changed_at = TaskState.TAKEN, now
    return _share(share, whole)


async def finish_task(
    session: AsyncSession,
    *,
    me: Member,
    assignment_id: int,
    note: str,
    photo: str | None,
    now: datetime,
) -> Share:
    share, whole = await _current(session, me=me, assignment_id=assignment_id)
    if share.state not in UNDONE:
        return _share(share, whole)
    share.photo = photo
    return _settle(share, whole, me=me, state=TaskState.DONE, note=note, now=now)


async def give_up_task(
    session: AsyncSession, *, me: Member, assignment_id: int, why: str, now: datetime
) -> Share:
    share, whole = await _current(session, me=me, assignment_id=assignment_id)
    if share.state not in UNDONE:
        return _share(share, whole)
    return _settle(share, whole, me=me, state=TaskState.CANNOT, note=why, now=now)


async def _current(
    session: AsyncSession, *, me: Member, assignment_id: int
) -> tuple[Assignment, Task]:
    """The share a button means: of a task carried on since, the one of the newest day."""
    found = await task.with_task(session, assignment_id)
    if found is None:
        raise NotYours
    share, whole = found
    if share.person_id == me.id and not share.is_carried_on:
        return found
    if to := await reassignment.handed_to(session, task_id=whole.id, from_id=me.id):
        raise HandedOn(to)
    if share.person_id != me.id:
        raise NotYours
    newest = await task.newest_of(session, task_id=whole.id, person_id=me.id)
    return await task.with_task(session, newest or share.id) or found


def _settle(
    share: Assignment, whole: Task, *, me: Member, state: TaskState, note: str, now: datetime
) -> Share:
    share.state, share.note, share.changed_at = state, note, now
    if whole.dispatched_by is None or whole.dispatched_by == me.id:
        return _share(share, whole)
    told = TaskAnswered(
        person_id=whole.dispatched_by,
        assignment_id=share.id,
        title=whole.title,
        who=me.name,
        state=state,
        note=note,
        photo=share.photo,
    )
    return _share(share, whole, told)


def _share(share: Assignment, whole: Task, *notices: Notice) -> Share:
    return Share(task=share.planned(whole), day=share.day, notices=notices)
