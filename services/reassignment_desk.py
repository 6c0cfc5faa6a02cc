"""Deciding about a proposal: the task goes to a colleague, or stays where it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.notice import Notice
from domain.office import Member
from domain.reassignment import Outcome, Proposal, TaskHandedFrom, TaskHandedTo, Verdict
from domain.refusals import OutOfReach
from domain.task import OPEN, TaskState
from models import reassignment
from models.audit import Audit
from models.person import Person
from models.reassignment import Left, Reassignment
from services.reassignment import next_proposal


@dataclass(frozen=True, kw_only=True)
class Decided:
    """`following` is the next proposal, or this one once more with somebody else."""

    outcome: Outcome
    following: Proposal | None
    notices: Sequence[Notice] = ()


async def hand_on(
    session: AsyncSession, *, me: Member, reassignment_id: int, to_id: int, now: datetime
) -> Decided:
    """The first decision counts; one who does not suit any more is not given anything."""
    row, one = await _reach(session, me=me, reassignment_id=reassignment_id)
    notices, unfit = list[Notice](), ""
    if row.verdict is Verdict.PROPOSED:
        taker = await session.get(Person, to_id)
        if taker and await _suits(session, one, to_id, me=me, now=now):
            notices = _handed(row, one, taker, by=me, now=now)
            _note(session, row, me=me, now=now)
        else:
            unfit = (await session.get_one(Person, row.to_id)).name
    outcome = await _outcome(session, row, one, me=me, unfit=unfit)
    following = await next_proposal(session, me=me, now=now)
    return Decided(outcome=outcome, following=following, notices=notices)


async def leave_alone(
    session: AsyncSession, *, me: Member, reassignment_id: int, now: datetime
) -> Decided:
    row, one = await _reach(session, me=me, reassignment_id=reassignment_id)
    if row.verdict is Verdict.PROPOSED:
        row.verdict, row.decided_by, row.decided_at = Verdict.LEFT, me.id, now
        _note(session, row, me=me, now=now)
    outcome = await _outcome(session, row, one, me=me)
    return Decided(outcome=outcome, following=await next_proposal(session, me=me, now=now))


def _note(session: AsyncSession, row: Reassignment, *, me: Member, now: datetime) -> None:
    about = {"task": row.task_id, "verdict": row.verdict.value}
    deed = Verb.TASK_HANDED_ON
    session.add(Audit(actor_id=me.id, at=now, verb=deed, person_id=row.from_id, detail=about))


async def _reach(
    session: AsyncSession, *, me: Member, reassignment_id: int
) -> tuple[Reassignment, Left]:
    row = await reassignment.locked(session, reassignment_id)
    one = await reassignment.about(session, row) if row else None
    if row is None or one is None:
        raise OutOfReach
    if not me.scope.covers(one.path):
        raise OutOfReach
    return row, one


async def _suits(
    session: AsyncSession, one: Left, to_id: int, *, me: Member, now: datetime
) -> bool:
    """Still there and free to have it, and the task still left alone today."""
    there = await reassignment.colleagues(session, day=now.date(), scope=me.scope)
    holders = await reassignment.holders_of(session, one.task.id)
    is_left = one.share.state in OPEN and one.share.day == now.date()
    return is_left and to_id in {each.person_id for each in there} - holders


def _handed(
    row: Reassignment, one: Left, taker: Person, *, by: Member, now: datetime
) -> list[Notice]:
    share = one.share
    row.verdict, row.to_id, row.decided_by, row.decided_at = (
        Verdict.TAKEN,
        taker.id,
        by.id,
        now,
    )
    share.person_id, share.unit_id = taker.id, taker.unit_id or share.unit_id
    share.state, share.changed_at = TaskState.SENT, now
    return [
        TaskHandedTo(
            person_id=taker.id,
            task=share.planned(one.task),
            day=share.day,
            instead_of=one.person.name,
            by=by.name,
        ),
        TaskHandedFrom(person_id=one.person.id, title=one.task.title, to=taker.name),
    ]


async def _outcome(
    session: AsyncSession, row: Reassignment, one: Left, *, me: Member, unfit: str = ""
) -> Outcome:
    await session.flush()
    by = await session.get(Person, row.decided_by) if row.decided_by else None
    to = await session.get_one(Person, row.to_id)
    return Outcome(
        title=one.task.title,
        who=one.person.name,
        to=to.name if row.verdict is Verdict.TAKEN else "",
        by=by.name if by and by.id != me.id else "",
        unfit=unfit,
    )
