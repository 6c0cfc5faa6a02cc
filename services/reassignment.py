"""Proposing to hand on what somebody who is away has open today, and deciding about it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.calendar import nearest
from domain.office import Member, Scope
from domain.reassignment import (
    Cause,
    Colleague,
    Proposal,
    ReassignmentProposed,
    Taker,
    TasksLeftAlone,
    best,
)
from models import reassignment, reassignment_again
from models.person import holders_over, supervisors_of
from models.reassignment import Left, Reassignment
from models.reassignment_rest import propose_rest
from models.roll_call import RollCall
from models.scope import scope_of
from models.unit import Unit


async def propose_after_leave(
    session: AsyncSession, person_id: int, *, now: datetime
) -> list[ReassignmentProposed]:
    """Whoever answered the roll by now may be asked; a closing still to come proposes the rest."""
    await reassignment.call_it_leave(session, person_id, day=now.date())
    left = await reassignment.left_by(session, person_id, day=now.date())
    is_last = await reassignment.is_closed_for(session, person_id, day=now.date())
    cases = [_Case(one, Cause.LEAVE) for one in left]
    return await _propose(session, cases, is_last=is_last, now=now)


async def propose_again(
    session: AsyncSession, *, task_id: int, now: datetime
) -> list[ReassignmentProposed]:
    """At the task's own hours, where nobody suited before; without a word where nobody does."""
    found = await reassignment_again.at_its_hour(session, task_id, day=now.date())
    cases = [_Case(left, row.cause, row) for row, left in found]
    return await _propose(session, cases, is_last=False, now=now)


async def propose_after_closing(
    session: AsyncSession, roll: RollCall, *, now: datetime
) -> Sequence[ReassignmentProposed | TasksLeftAlone]:
    left = await reassignment.left_at_closing(session, roll)
    before = [(each.left, each.row) for each in await reassignment_again.at_closing(session, roll)]
    found = [*((one, None) for one in left), *before]
    absent = await reassignment.absent_at(session, roll) if found else set()
    cases = [
        _Case(one, Cause.ABSENT if one.person.id in absent else Cause.LEAVE, row)
        for one, row in found
    ]
    shown = await _propose(session, cases, is_last=True, now=now)
    if len(left) < reassignment.MOST:
        return shown
    return await _with_rest(session, roll, shown, now=now)


async def _with_rest(
    session: AsyncSession, roll: RollCall, shown: Sequence[ReassignmentProposed], *, now: datetime
) -> list[ReassignmentProposed | TasksLeftAlone]:
    """Nothing is lost of a great many: they follow the first, or wait for a look of their own."""
    waits: dict[int, TasksLeftAlone] = {}
    unit = await session.get_one(Unit, roll.unit_id)
    held: dict[str, list[int]] = {}
    for person_id, path in await holders_over(session, unit.path):
        held.setdefault(path, []).append(person_id)
    for waiting in await propose_rest(session, roll, now=now):
        for person_id in nearest(waiting.path, held) or ():
            before = waits.get(person_id)
            waits[person_id] = TasksLeftAlone(
                person_id=person_id,
                first_id=before.first_id if before else waiting.first_id,
                count=waiting.tasks + (before.count if before else 0),
            )
    followed = [
        replace(each, proposal=_followed(each.proposal, waits.pop(each.person_id, None)))
        for each in shown
    ]
    return [*followed, *waits.values()]


def _followed(first: Proposal, more: TasksLeftAlone | None) -> Proposal:
    return replace(first, left=first.left + more.count) if more else first


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """The nearest supervisors of a unit, and the people whom each of them may ask."""

    supervisors: Sequence[int]
    people: Sequence[Colleague]


class _Case(NamedTuple):
    """A task left alone and why, with the earlier proposal if nobody suited then."""

    one: Left
    cause: Cause
    before: Reassignment | None = None


class _Chosen(NamedTuple):
    """A proposal with what it was chosen from."""

    row: Reassignment
    one: Left
    able: Sequence[Colleague]
    desk: _Desk


async def _propose(
    session: AsyncSession, cases: Sequence[_Case], *, is_last: bool, now: datetime
) -> list[ReassignmentProposed]:
    """One message per supervisor: it shows the first, the others come as it is answered.

    What nobody suits waits for the next occasion unless this `is_last`.
    """
    if not cases:
        return []
    chosen = await _chosen(session, cases, is_last=is_last, now=now)
    session.add_all(each.row for each in chosen)
    await session.flush()
    firsts: dict[int, Proposal] = {}
    for row, one, able, desk in chosen:
        shown = _proposal(row, one, able)
        for person_id in desk.supervisors:
            before = firsts.get(person_id)
            firsts[person_id] = replace(before, left=before.left + 1) if before else shown
    return [
        ReassignmentProposed(person_id=person_id, proposal=shown, day=now.date())
        for person_id, shown in firsts.items()
    ]


async def _chosen(
    session: AsyncSession, cases: Sequence[_Case], *, is_last: bool, now: datetime
) -> list[_Chosen]:
    paths = {case.one.path for case in cases}
    desks = {path: await _desk(session, path, now) for path in paths}
    holders = await reassignment.holders_of(session, {case.one.task.id for case in cases})
    given: Counter[int] = Counter()
    chosen: list[_Chosen] = []
    for case in cases:
        one, desk = case.one, desks[case.one.path]
        able = _able(one, _busier(desk.people, given), holders)
        taker = _suited(able, one)
        if not desk.supervisors or (taker is None and (case.before or not is_last)):
            continue
        if taker:
            given[taker.person_id] += 1
        row = await _row(session, case, taker, now=now)
        chosen.append(_Chosen(row, one, able, desk))
    return chosen


async def _desk(session: AsyncSession, path: str, now: datetime) -> _Desk:
    supervisors = [person.id for person in await supervisors_of(session, path)]
    scopes = [await scope_of(session, person_id) for person_id in supervisors]
    scope = scopes[0] if scopes else Scope()
    found = await reassignment.colleagues(session, day=now.date(), scope=scope)
    people = [each for each in found if all(held.covers(each.path) for held in scopes)]
    return _Desk(supervisors=supervisors, people=people)


def _busier(people: Sequence[Colleague], given: Counter[int]) -> list[Colleague]:
    """What is proposed to somebody already counts as theirs."""
    return [replace(one, load=one.load + given[one.person_id]) for one in people]


def _able(
    one: Left, people: Sequence[Colleague], holders: Mapping[int, set[int]]
) -> list[Colleague]:
    return [each for each in people if each.person_id not in holders[one.task.id]]


def _suited(able: Sequence[Colleague], one: Left) -> Taker | None:
    return best(able, post=one.person.post, duty=one.person.main_duty, path=one.path)


async def _row(
    session: AsyncSession, case: _Case, taker: Taker | None, *, now: datetime
) -> Reassignment:
    """The one there is, where the task is proposed once more."""
    one, row, to_id = case.one, case.before, taker.person_id if taker else None
    if row is None:
        return Reassignment(
            task_id=one.task.id,
            assignment_id=one.share.id,
            from_id=one.person.id,
            to_id=to_id,
            day=one.share.day,
            cause=case.cause,
            proposed_at=now,
        )
    share = await reassignment_again.bring_to(session, one.share, day=now.date(), now=now)
    row.assignment_id, row.day, row.to_id = share.id, share.day, to_id
    row.cause, row.proposed_at = case.cause, now
    return row


def _proposal(
    row: Reassignment, one: Left, able: Sequence[Colleague], *, left: int = 1
) -> Proposal:
    taker = _suited(able, one)
    return Proposal(
        reassignment_id=row.id,
        title=one.task.title,
        due_at=one.task.due_at,
        who=one.person.name,
        cause=row.cause,
        taker=taker,
        others=len(able) - (taker is not None),
        left=left,
    )


async def next_proposal(session: AsyncSession, *, me: Member, now: datetime) -> Proposal | None:
    """The next that waits, with whoever suits best by now."""
    rows = await reassignment.waiting(session, scope=me.scope, day=now.date())
    one = await reassignment.about(session, rows[0]) if rows else None
    if one is None:
        return None
    able = await able_to_take(session, one, me=me, now=now)
    shown = _proposal(rows[0], one, able, left=len(rows))
    to_id = shown.taker.person_id if shown.taker else None
    await reassignment.propose(session, rows[0].id, to_id=to_id)
    return shown


async def able_to_take(
    session: AsyncSession, one: Left, *, me: Member, now: datetime
) -> list[Colleague]:
    """Everybody of one's units who is at work and has had no share of this task."""
    there = await reassignment.colleagues(session, day=now.date(), scope=me.scope)
    return _able(one, there, await reassignment.holders_of(session, [one.task.id]))
