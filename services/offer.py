"""Offering a task to many, and giving it to the first who takes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.dispatch import Candidate, Due, NobodyThere
from domain.dispatch_draft import Draft
from domain.notice import Notice
from domain.offer import (
    OfferOver,
    OfferSettled,
    OfferTaken,
    OfferUnclaimed,
    TaskOffered,
    asks_at,
    offer_key,
)
from domain.office import Member
from domain.refusals import NotYours, Over
from domain.task import PlannedTask, TaskState
from models import offer, outbox
from models.offer import Offer
from models.person import Person
from models.task import Assignment, Task
from services.burden import asked_enough
from services.dispatch import Dispatched, note_dispatch
from services.dispatch_target import recipients_of
from services.task import answered
from services.task_reminder import plan_reminders


@dataclass(frozen=True, kw_only=True)
class Offered(Dispatched):
    task_id: int


@dataclass(frozen=True, kw_only=True)
class Taken:
    task: PlannedTask
    day: date
    notices: Sequence[Notice]


async def offer_task(session: AsyncSession, *, me: Member, draft: Draft, now: datetime) -> Offered:
    """Only those are asked who can take it by chat; nobody has it before somebody does."""
    if draft.missing or draft.target is None or draft.due is None or draft.urgency is None:
        raise Over
    draft.due.refuse_past(now)
    chosen = await recipients_of(
        session, scope=me.scope, target=draft.target, day=draft.due.day, by=me.id
    )
    free = await _willing(session, chosen.free, now=now)
    task = Task(
        title=draft.title,
        urgency=draft.urgency,
        due_at=draft.due.at,
        dispatched_by=me.id,
        dispatched_at=now,
    )
    await _write(session, task, draft.due, free, now=now)
    people = [person.person_id for person in free]
    note_dispatch(session, task, me=me, people=len(people))
    return Offered(
        task_id=task.id,
        names=tuple(person.name for person in free),
        unreachable=0,
        notices=[offered(task, one, day=draft.due.day, by=me.name, now=now) for one in people],
    )


async def _willing(
    session: AsyncSession, free: Sequence[Candidate], *, now: datetime
) -> Sequence[Candidate]:
    """Not those who have been asked often enough today, where there is anybody else."""
    if not free:
        raise NobodyThere
    full = await asked_enough(session, now=now)
    return [each for each in free if each.person_id not in full] or free


async def _write(
    session: AsyncSession, task: Task, due: Due, free: Sequence[Candidate], *, now: datetime
) -> None:
    session.add(task)
    await session.flush()
    session.add(Offer(task_id=task.id, day=due.day))
    await session.flush()
    await offer.offer_to(session, task.id, [person.person_id for person in free])
    at = asks_at(due, now=now)
    await plan_reminders(session, task_id=task.id, unit_id=free[0].unit_id, due_at=at)


def offered(task: Task, person_id: int, *, day: date, by: str, now: datetime) -> TaskOffered:
    return TaskOffered(
        person_id=person_id,
        task_id=task.id,
        title=task.title,
        urgency=task.urgency,
        day=day,
        due_at=task.due_at,
        by=by,
        until=datetime.combine(day + timedelta(days=1), time(), tzinfo=now.tzinfo),
    )


async def take_offer(session: AsyncSession, *, me: Member, task_id: int, now: datetime) -> Taken:
    """The first has it, and the others read who."""
    row, task, unit_id = await _reach(session, me=me, task_id=task_id, now=now)
    row.taken_by, row.taken_at = me.id, now
    share = Assignment(
        task_id=task.id,
        person_id=me.id,
        unit_id=unit_id,
        day=row.day,
        state=TaskState.TAKEN,
        changed_at=now,
    )
    session.add(share)
    await session.flush()
    settled = await settle(session, task, by=me, but=me.id)
    told = await answered(session, share, task, me=me)
    return Taken(task=share.planned(task), day=row.day, notices=[*settled, *told])


async def _reach(
    session: AsyncSession, *, me: Member, task_id: int, now: datetime
) -> tuple[Offer, Task, int]:
    found = await offer.offer_for(session, task_id=task_id, person_id=me.id)
    if found is None or me.unit_id is None:
        raise NotYours
    row, task = found
    if row.taken_by and row.taken_by != me.id:
        raise OfferTaken((await session.get_one(Person, row.taken_by)).name)
    if row.taken_by or row.withdrawn_at or row.day < now.date():
        raise OfferOver
    return row, task, me.unit_id


async def settle(
    session: AsyncSession, task: Task, *, by: Member, but: int | None = None
) -> list[Notice]:
    """What was not sent yet is not sent; what arrived says who took it, or withdrew it."""
    others = [one for one in await offer.asked_about(session, task.id) if one != but]
    await outbox.withdraw(session, [offer_key(task.id, person_id) for person_id in others])
    settled = partial(
        OfferSettled,
        task_id=task.id,
        title=task.title,
        who=by.name,
        is_withdrawn=but is None,
    )
    return [settled(person_id=person_id) for person_id in others]


async def unclaimed(session: AsyncSession, task_id: int) -> list[OfferUnclaimed]:
    """Told once, when its time has come."""
    row, task = await session.get(Offer, task_id), await session.get_one(Task, task_id)
    if row is None or row.taken_by or row.withdrawn_at or task.dispatched_by is None:
        return []
    told = OfferUnclaimed(
        person_id=task.dispatched_by,
        task_id=task_id,
        title=task.title,
        asked=len(await offer.asked_about(session, task_id)),
    )
    return [told]
