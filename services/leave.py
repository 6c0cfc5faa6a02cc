"""Asking for leave, and deciding about it once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.leave import (
    LeaveKind,
    LeaveOverlaps,
    LeaveState,
    OwnLeave,
    check_spell,
    days_offered,
)
from domain.leave_notice import Asked, LeaveAsked, LeaveDecided, LeaveSettled, request_key
from domain.notice import Notice
from domain.office import Member
from domain.refusals import OutOfReach
from domain.roll_call_closing import RollCallClosed
from domain.task import UNDONE
from domain.when import Spell
from models import calendar, leave, review, roll_call_excused, task
from models.audit import Audit
from models.leave import Leave
from models.person import Person, administrators, hold_people, supervisors_of
from models.unit import Unit
from services.decided import decided_already
from services.leave_allowance import balance_of
from services.leave_swap import swaps_over, tell_partners
from services.reassignment import propose_after_leave
from services.roll_call_closing import draw_lists_again
from services.unit import short_name


@dataclass(frozen=True, kw_only=True)
class Decided:
    """`tasks` are those that now lie undone today; `settles` is the request in one's own chat."""

    asked: Asked
    state: LeaveState
    tasks: Sequence[str]
    notices: Sequence[Notice]
    settles: Sequence[str]


async def last_days(session: AsyncSession, *, today: date) -> tuple[date, ...]:
    """Which last days the buttons offer."""
    sunday = today + timedelta(days=6 - today.weekday())
    week_ends = await calendar.last_workday(session, first=today, last=sunday)
    return days_offered(today, week_ends=week_ends)


async def check_leave(session: AsyncSession, *, me: Member, spell: Spell, now: datetime) -> None:
    """Refuses days that are past, too many, or asked for already."""
    check_spell(spell, now=now)
    rows = await leave.leaves_over(session, person_id=me.id, first=spell.first, last=spell.last)
    for row in rows:
        if row.spell.meets(spell):
            raise LeaveOverlaps(spell=row.spell, state=row.state)


async def ask_leave(
    session: AsyncSession,
    *,
    me: Member,
    kind: LeaveKind,
    spell: Spell,
    now: datetime,
    reason: str = "",
) -> list[LeaveAsked]:
    """The notices go to those who may decide; none means that nobody can be reached by chat."""
    await hold_people(session, me.id)
    await check_leave(session, me=me, spell=spell, now=now)
    row = Leave(
        person_id=me.id, kind=kind, first=spell.first, last=spell.last, reason=reason, asked_at=now
    )
    row.lasts(spell)
    session.add(row)
    await session.flush()
    asked = await asked_as(session, row, await session.get_one(Person, me.id), now=now)
    deciders = await deciders_of(session, path=me.unit_path, but=me.id)
    return [LeaveAsked(person_id=person.id, asked=asked) for person in deciders]


async def asked_as(session: AsyncSession, row: Leave, person: Person, *, now: datetime) -> Asked:
    unit = await session.get(Unit, person.unit_id) if person.unit_id else None
    path = unit.path if unit else ""
    balance = await balance_of(
        session, person_id=person.id, path=path, kind=row.kind, spell=row.spell
    )
    return Asked(
        leave_id=row.id,
        name=person.name,
        unit=await short_name(session, unit) if unit else "",
        kind=row.kind,
        spell=row.spell,
        reason=row.reason,
        balance=balance,
        swaps=await swaps_over(session, person=person, path=path, spell=row.spell, now=now),
    )


async def deciders_of(session: AsyncSession, *, path: str, but: int) -> list[Person]:
    """The nearest supervisors who can be reached, never the asker; else the administrators."""
    while path.strip("/"):
        found = _others(await supervisors_of(session, path), but)
        if found:
            return found
        path = path.rstrip("/").rpartition("/")[0] + "/"
    return _others(await administrators(session), but)


def _others(people: Sequence[Person], but: int) -> list[Person]:
    return [person for person in people if person.telegram_id and person.id != but]


async def open_request(
    session: AsyncSession, *, me: Member, leave_id: int
) -> tuple[Leave, Person, str]:
    """A request that `me` may decide about and nobody has; with the path of its unit."""
    found = await leave.leave_asked(session, leave_id)
    if found is None or not me.scope.covers(found[2] or "/"):
        raise OutOfReach
    row, person, path = found
    if person.id == me.id:
        raise OwnLeave
    if row.state is not LeaveState.ASKED:
        raise await decided_already(session, row)
    return row, person, path or ""


async def decide_leave(
    session: AsyncSession, *, me: Member, leave_id: int, approve: bool, now: datetime
) -> Decided:
    """The first decision counts; approved days are not absence, not even those just past."""
    row, person, path = await open_request(session, me=me, leave_id=leave_id)
    row.state = LeaveState.APPROVED if approve else LeaveState.DECLINED
    row.decided_at, row.decided_by = now, me.id
    session.add(Audit(actor_id=me.id, at=now, verb=Verb.LEAVE_DECIDED, person_id=person.id))
    lists = await excuse(session, row, now)
    asked = await asked_as(session, row, person, now=now)
    left = await _left_undone(session, row, now) if approve else []
    return Decided(
        asked=asked,
        state=row.state,
        tasks=left,
        notices=[
            _told(row, me.name),
            *await settled(session, asked, row, path, me),
            *lists,
            *(tell_partners(person.name, asked.swaps, now=now) if approve else []),
            *(await propose_after_leave(session, row.person_id, now=now) if left else []),
        ],
        settles=[request_key(row.id, me.id)],
    )


async def excuse(session: AsyncSession, row: Leave, now: datetime) -> list[RollCallClosed]:
    """Draws anew what supervisors have before them of rolls that are closed already."""
    spell = row.spell
    approved = row.state is LeaveState.APPROVED
    rolls = await roll_call_excused.excuse(
        session,
        person_id=row.person_id,
        begins=spell.begins_at(now),
        ends=spell.ends_at(now),
        approved=approved,
    )
    if approved:
        await review.excuse(session, person_id=row.person_id, spell=spell)
    return [
        listed
        for roll, path in rolls
        for listed in await draw_lists_again(session, roll, path=path)
    ]


async def _left_undone(session: AsyncSession, row: Leave, now: datetime) -> list[str]:
    """Today's tasks of somebody who is not there today any more."""
    today = now.date()
    if not row.first <= today <= row.last:
        return []
    planned = await task.day_of(session, person_ids=[row.person_id], day=today)
    return [each.title for each in planned.get(row.person_id, ()) if each.state in UNDONE]


async def settled(
    session: AsyncSession, asked: Asked, row: Leave, path: str, by: Member
) -> list[LeaveSettled]:
    """What stands in the place of the request in the chats of the others who got it."""
    others = await deciders_of(session, path=path, but=row.person_id)
    return [
        LeaveSettled(person_id=person.id, asked=asked, state=row.state, by=by.name)
        for person in others
        if person.id != by.id
    ]


def _told(row: Leave, by: str) -> LeaveDecided:
    return LeaveDecided(
        person_id=row.person_id,
        leave_id=row.id,
        state=row.state,
        kind=row.kind,
        spell=row.spell,
        by=by,
    )
