"""Handing out a task: one row for the task, and one share for each of those it is for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.dispatch import Candidate, Due
from domain.dispatch_draft import Draft
from domain.notice import Notice
from domain.office import Member
from domain.refusals import OutOfReach, Over
from domain.task import TaskDispatched, TaskState
from models.audit import Audit
from models.task import Task, give_shares, with_task
from services.dispatch_target import recipients_of
from services.task_reminder import plan_reminders
from services.unit import keep_all_standing


@dataclass(frozen=True, kw_only=True)
class Dispatched:
    names: tuple[str, ...]
    unreachable: int
    notices: Sequence[Notice]


async def dispatch_task(
    session: AsyncSession, *, me: Member, draft: Draft, now: datetime
) -> Dispatched:
    """Everyone in the target gets a share, also those whom the chat cannot reach."""
    if draft.missing or draft.target is None or draft.due is None or draft.urgency is None:
        raise Over
    draft.due.refuse_past(now)
    chosen = await recipients_of(session, scope=me.scope, target=draft.target, day=draft.due.day)
    task = Task(
        title=draft.title,
        urgency=draft.urgency,
        due_at=draft.due.at,
        dispatched_by=me.id,
        dispatched_at=now,
    )
    notices = await hand_out(session, task, chosen.people, day=draft.due.day, by=me.name)
    note_dispatch(session, task, me=me, people=len(chosen.people))
    return Dispatched(
        names=tuple(person.name for person in chosen.people),
        unreachable=chosen.unreachable,
        notices=notices,
    )


def draft_again(task: Task, day: date, now: datetime) -> Draft:
    """The same task, for whom still open, and until when if its time is over."""
    at = task.due_at.astimezone(now.tzinfo) if task.due_at else None
    due = Due(day=day, at=at)
    return Draft(
        no=int(now.timestamp()),
        title=task.title,
        due=None if due.is_past(now) else due,
        urgency=task.urgency,
    )


async def draft_for_another(
    session: AsyncSession, *, me: Member, assignment_id: int, now: datetime
) -> Draft:
    """Of a task that somebody has said they cannot do."""
    found = await with_task(session, assignment_id)
    if found is None or found[1].dispatched_by != me.id:
        raise OutOfReach
    share, task = found
    if share.state is not TaskState.CANNOT:
        raise Over
    return draft_again(task, share.day, now)


def note_dispatch(session: AsyncSession, task: Task, *, me: Member, people: int) -> None:
    about = {"task": task.id, "people": people}
    at = task.dispatched_at
    session.add(
        Audit(actor_id=me.id, at=at, verb=Verb.TASK_DISPATCHED, unit_id=me.unit_id, detail=about)
    )


async def hand_out(
    session: AsyncSession, task: Task, people: Sequence[Candidate], *, day: date, by: str
) -> list[Notice]:
    await keep_all_standing(session, {person.unit_id for person in people})
    session.add(task)
    await session.flush()
    given = [(person.person_id, person.unit_id) for person in people]
    shares = await give_shares(session, task, given, day=day)
    if task.due_at and given:
        await plan_reminders(session, task_id=task.id, unit_id=given[0][1], due_at=task.due_at)
    return [
        TaskDispatched(
            person_id=person_id,
            task=shares[person_id],
            day=day,
            by=by,
            by_id=task.dispatched_by or 0,
        )
        for person_id, _ in given
    ]
