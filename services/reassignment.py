"""Proposing to hand on what somebody who is away has open today, and deciding about it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member, Scope
from domain.reassignment import (
    Cause,
    Colleague,
    Proposal,
    ReassignmentProposed,
    Taker,
    best,
)
from models import reassignment
from models.person import supervisors_of
from models.reassignment import Left, Reassignment
from models.roll_call import RollCall
from models.scope import scope_of


async def propose_after_leave(
    session: AsyncSession, person_id: int, *, now: datetime
) -> list[ReassignmentProposed]:
    """Whoever answered the roll by now may be asked; the closing proposes the rest."""
    left = await reassignment.left_by(session, person_id, day=now.date())
    return await _propose(session, left, causes={person_id: Cause.LEAVE}, now=now)


async def propose_after_closing(
    session: AsyncSession, roll: RollCall, *, now: datetime
) -> list[ReassignmentProposed]:
    left = await reassignment.left_at_closing(session, roll)
    absent = await reassignment.absent_at(session, roll) if left else set()
    causes = dict.fromkeys(absent, Cause.ABSENT)
    return await _propose(session, left, causes=causes, now=now)


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """The nearest supervisors of a unit and the people whom they may ask."""

    supervisors: Sequence[int]
    people: Sequence[Colleague]


async def _propose(
    session: AsyncSession, left: Sequence[Left], *, causes: dict[int, Cause], now: datetime
) -> list[ReassignmentProposed]:
    """One message per supervisor: it shows the first, the others come as it is answered."""
    desks: dict[str, _Desk] = {}
    given: Counter[int] = Counter()
    firsts: dict[int, Proposal] = {}
    for one in left:
        if one.path not in desks:
            desks[one.path] = await _desk(session, one.path, now)
        desk = desks[one.path]
        taker = await _choose(session, one, _busier(desk.people, given))
        if taker is None or not desk.supervisors:
            continue
        given[taker.person_id] += 1
        cause = causes.get(one.person.id, Cause.LEAVE)
        shown = _proposal(await _write(session, one, taker, cause, now), one, taker)
        for person_id in desk.supervisors:
            before = firsts.get(person_id)
            firsts[person_id] = replace(before, left=before.left + 1) if before else shown
    return [
        ReassignmentProposed(person_id=person_id, proposal=shown, day=now.date())
        for person_id, shown in firsts.items()
    ]


async def _desk(session: AsyncSession, path: str, now: datetime) -> _Desk:
    supervisors = [person.id for person in await supervisors_of(session, path)]
    scope = await scope_of(session, supervisors[0]) if supervisors else Scope()
    people = await reassignment.colleagues(session, day=now.date(), scope=scope)
    return _Desk(supervisors=supervisors, people=people)


def _busier(people: Sequence[Colleague], given: Counter[int]) -> list[Colleague]:
    """What is proposed to somebody already counts as theirs."""
    return [replace(one, load=one.load + given[one.person_id]) for one in people]


async def _choose(session: AsyncSession, one: Left, people: Sequence[Colleague]) -> Taker | None:
    return best(
        people,
        post=one.person.post,
        duty=one.person.main_duty,
        path=one.path,
        but=await reassignment.holders_of(session, one.task.id),
    )


async def _write(
    session: AsyncSession, one: Left, taker: Taker, cause: Cause, now: datetime
) -> Reassignment:
    row = Reassignment(
        task_id=one.task.id,
        assignment_id=one.share.id,
        from_id=one.person.id,
        to_id=taker.person_id,
        day=one.share.day,
        cause=cause,
        proposed_at=now,
    )
    session.add(row)
    await session.flush()
    return row


def _proposal(row: Reassignment, one: Left, taker: Taker, *, left: int = 1) -> Proposal:
    return Proposal(
        reassignment_id=row.id,
        title=one.task.title,
        due_at=one.task.due_at,
        who=one.person.name,
        cause=row.cause,
        taker=taker,
        left=left,
    )


async def next_proposal(session: AsyncSession, *, me: Member, now: datetime) -> Proposal | None:
    """The next that waits, with whoever suits best by now; where nobody does, the one after."""
    rows = await reassignment.waiting(session, scope=me.scope, day=now.date())
    people = await reassignment.colleagues(session, day=now.date(), scope=me.scope) if rows else []
    for row in rows:
        one = await reassignment.about(session, row)
        if one and (taker := await _choose(session, one, people)):
            row.to_id = taker.person_id
            return _proposal(row, one, taker, left=len(rows))
    return None
