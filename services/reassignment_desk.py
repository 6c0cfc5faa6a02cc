"""Deciding about a proposal: the task goes to a colleague, or stays where it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.notice import Notice
from domain.office import Member
from domain.reassignment import (
    Choice,
    Outcome,
    Proposal,
    TaskHandedFrom,
    TaskHandedTo,
    Verdict,
    nearest,
)
from domain.refusals import OutOfReach
from domain.task import OPEN, TaskState
from models import reassignment
from models.audit import Audit
from models.person import Person
from models.reassignment import Left, Reassignment
from services.reassignment import able_to_take, next_proposal
from services.transfer import reach_person


@dataclass(frozen=True, kw_only=True)
class Decided:
    """`following` is the next proposal, or this one once more; none decided, no `outcome`."""

    outcome: Outcome | None
    following: Proposal | None
    notices: Sequence[Notice] = ()


async def hand_on(
    session: AsyncSession, *, me: Member, reassignment_id: int, to_id: int, now: datetime
) -> Decided:
    """The first decision counts; one who does not suit any more is not given anything.

    Whoever was proposed may have been moved since, anybody else has to be one's own.
    """
    row, one = await _reach(session, me=me, reassignment_id=reassignment_id)
    taker = await session.get(Person, to_id)
    if taker is None or to_id != row.to_id:
        taker, _ = await reach_person(session, me=me, person_id=to_id)
    notices, unfit = list[Notice](), ""
    if row.verdict is Verdict.PROPOSED:
        if await _suits(session, one, to_id, me=me, now=now):
            notices = _handed(row, one, taker, by=me, now=now)
            _note(session, row, me=me, now=now)
        else:
            unfit = taker.name
    outcome = await _outcome(session, row, one, me=me, unfit=unfit)
    following = await next_proposal(session, me=me, now=now)
    return Decided(outcome=outcome, following=following, notices=notices)


async def choose_by_hand(
    session: AsyncSession, *, me: Member, reassignment_id: int, now: datetime
) -> Choice | None:
    """None once it is decided."""
    row, one = await _reach(session, me=me, reassignment_id=reassignment_id)
    if row.verdict is not Verdict.PROPOSED:
        return None
    able = await able_to_take(session, one, me=me, now=now)
    return Choice(
        reassignment_id=row.id,
        title=one.task.title,
        who=one.person.name,
        people=tuple(nearest(able, path=one.path)),
    )


async def look_again(
    session: AsyncSession, *, me: Member, reassignment_id: int, now: datetime
) -> Decided:
    """What was decided of it since, and what waits now."""
    row, one = await _reach(session, me=me, reassignment_id=reassignment_id)
    decided = row.verdict is not Verdict.PROPOSED
    outcome = await _outcome(session, row, one, me=me) if decided else None
    return Decided(outcome=outcome, following=await next_proposal(session, me=me, now=now))


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
    able = await able_to_take(session, one, me=me, now=now)
    is_left = one.share.state in OPEN and one.share.day == now.date()
    return is_left and to_id in {each.person_id for each in able}


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
    to = await session.get(Person, row.to_id) if row.to_id else None
    return Outcome(
        title=one.task.title,
        who=one.person.name,
        to=to.name if to and row.verdict is Verdict.TAKEN else "",
        by=by.name if by and by.id != me.id else "",
        unfit=unfit,
    )
