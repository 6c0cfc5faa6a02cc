"""Ending one's own leave: withdrawn, called off, or back early; rolls and reviews ask again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.leave import Ending, LeaveKind, LeaveState, ending_of, until_now
from domain.leave_notice import Asked, LeaveEnded
from domain.leave_swap import PartnerAway, SwapOver
from domain.notice import Notice
from domain.office import Member
from domain.refusals import NotYours
from domain.review import ReviewState
from domain.roll_call import Attendance
from domain.when import Half, Spell
from models import leave, review
from models.leave import Leave
from models.person import Person
from models.roll_call_excused import places_in_open
from services.leave import asked_as, deciders_of, excuse, settled
from services.leave_swap import swaps_over, tell_partners
from services.review_opening import invite as invite_to_review
from services.roll_call import invite as invite_to_roll
from services.roll_call import rests
from services.rota import is_resting


@dataclass(frozen=True, kw_only=True)
class Ended:
    """`spell` is what was taken of it where the person is back, else what was asked for."""

    ending: Ending
    kind: LeaveKind
    spell: Spell
    notices: Sequence[Notice]


async def my_leaves(session: AsyncSession, *, me: Member, now: datetime) -> list[Leave]:
    """What is still to come of them, the nearest first."""
    found = await leave.live_leaves(session, person_id=me.id, today=now.date())
    return [row for row in found if row.spell.ends_at(now) > now]


async def my_leave(
    session: AsyncSession, *, me: Member, leave_id: int, now: datetime
) -> tuple[Leave, Ending]:
    """One of them, with what may be done about it."""
    found = await leave.leave_asked(session, leave_id)
    if found is None or found[0].person_id != me.id:
        raise NotYours
    return found[0], ending_of(found[0].state, found[0].spell, now=now)


async def end_leave(session: AsyncSession, *, me: Member, leave_id: int, now: datetime) -> Ended:
    row, ending = await my_leave(session, me=me, leave_id=leave_id, now=now)
    asked = await asked_as(session, row, await session.get_one(Person, me.id), now=now)
    was = row.spell
    rest = until_now(was, now=now) if ending is Ending.RETURNED else None
    if rest:
        row.lasts(rest)
    else:
        row.state = LeaveState.CANCELLED
        ending = _of_nothing_taken(ending)
    spell = rest or was
    if ending is Ending.WITHDRAWN:
        notices: list[Notice] = [
            *await settled(session, asked, row, me.unit_path, me),
            *await excuse(session, row, now),
        ]
    else:
        notices = await _told(session, row, ending, spell, me)
        notices += await expect_again(session, person_id=me.id, now=now)
        notices += await _works_again(session, asked, row, me=me, now=now)
    return Ended(ending=ending, kind=row.kind, spell=spell, notices=notices)


async def _works_again(
    session: AsyncSession, asked: Asked, row: Leave, *, me: Member, now: datetime
) -> list[PartnerAway]:
    """Of the swapped shifts that it lay over, those that what is left of it does not."""
    taken: Sequence[SwapOver] = ()
    if row.state is not LeaveState.CANCELLED:
        person = await session.get_one(Person, me.id)
        taken = await swaps_over(
            session, person=person, path=me.unit_path, spell=row.spell, now=now
        )
    freed = [one for one in asked.swaps if one not in taken]
    return tell_partners(me.name, freed, now=now, is_back=True)


def _of_nothing_taken(ending: Ending) -> Ending:
    return Ending.CALLED_OFF if ending is Ending.RETURNED else ending


async def _told(
    session: AsyncSession, row: Leave, ending: Ending, spell: Spell, me: Member
) -> list[Notice]:
    """Who was asked: whoever approved by a new message, the others where they read of it."""
    if row.decided_by is None:
        return []
    told = partial(LeaveEnded, name=me.name, ending=ending, kind=row.kind, spell=spell)
    others = await deciders_of(session, path=me.unit_path, but=me.id)
    return [
        told(person_id=row.decided_by),
        *(told(person_id=each.id, was=row.id) for each in others if each.id != row.decided_by),
    ]


async def expect_again(session: AsyncSession, *, person_id: int, now: datetime) -> list[Notice]:
    """Rolls and reviews that no leave covers any more ask this person now, unless a rota rests."""
    await session.flush()
    covered = await _covered(session, person_id, now)
    return [
        *await _rolls_again(session, person_id, covered, now),
        *await _reviews_again(session, person_id, covered, now),
    ]


async def _rolls_again(
    session: AsyncSession, person_id: int, covered: Sequence[Spell], now: datetime
) -> list[Notice]:
    found = await places_in_open(
        session, person_id=person_id, attendance=Attendance.LEAVE, now=now
    )
    notices: list[Notice | None] = []
    for roll, answer in found:
        half = Half.of(roll.begins_at.astimezone(now.tzinfo))
        if not any(spell.covers(roll.day, half) for spell in covered):
            is_rest = await rests(session, roll, person_id)
            answer.attendance = Attendance.REST if is_rest else Attendance.AWAITED
            await session.flush()
            about = {"person_id": person_id, "roll_call_id": roll.id}
            notices.append(await invite_to_roll(session, **about, minutes_late=0, now=now))
    return [notice for notice in notices if notice]


async def _reviews_again(
    session: AsyncSession, person_id: int, covered: Sequence[Spell], now: datetime
) -> list[Notice]:
    notices: list[Notice | None] = []
    for owed in await review.excused_since(session, person_id=person_id, day=now.date()):
        if not any(spell.covers(owed.day, Half.AFTERNOON) for spell in covered):
            is_rest = await is_resting(session, person_id, owed.day)
            owed.state = ReviewState.REST if is_rest else ReviewState.AWAITED
            await session.flush()
            if owed.until > now:
                day = owed.day.toordinal()
                asked = await invite_to_review(session, person_id=person_id, day=day, now=now)
                notices.append(asked)
    return [notice for notice in notices if notice]


async def _covered(session: AsyncSession, person_id: int, now: datetime) -> list[Spell]:
    rows = await leave.live_leaves(session, person_id=person_id, today=now.date())
    return [row.spell for row in rows if row.state is LeaveState.APPROVED]
