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
from models.scope import scope_of
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
    share.state, share.note, share.changed_at = TaskState.DONE, note, now
    return _share(share, whole, *await answered(session, share, whole, me=me))


async def give_up_task(
    session: AsyncSession, *, me: Member, assignment_id: int, why: str, now: datetime
) -> Share:
    share, whole = await _current(session, me=me, assignment_id=assignment_id)
    if share.state not in UNDONE:
        return _share(share, whole)
    share.state, share.note, share.changed_at = TaskState.CANNOT, why, now
    return _share(share, whole, *await answered(session, share, whole, me=me))


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


async def answered(
    session: AsyncSession, share: Assignment, whole: Task, *, me: Member
) -> list[Notice]:
    """Whoever dispatched it hears it, as long as they hold this person's unit."""
    by = whole.dispatched_by
    if by is None or by == me.id or not (await scope_of(session, by)).covers(me.unit_path):
        return []
    told = TaskAnswered(
        person_id=by,
        assignment_id=share.id,
        title=whole.title,
        who=me.name,
        state=share.state,
        note=share.note,
        photo=share.photo,
    )
    return [told]


def _share(share: Assignment, whole: Task, *notices: Notice) -> Share:
    return Share(task=share.planned(whole), day=share.day, notices=notices)
