"""Asking for leave, and deciding about it once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.leave import (
    LeaveAsked,
    LeaveDecided,
    LeaveDecidedAlready,
    LeaveKind,
    LeaveOverlaps,
    LeaveState,
    OwnLeave,
    check_days,
    days_offered,
)
from domain.office import Member
from domain.refusals import OutOfReach
from models import calendar, leave, review, roll_call
from models.leave import Leave
from models.person import Person, administrators, supervisors_of
from services.person import unit_name


@dataclass(frozen=True, kw_only=True)
class Decided:
    name: str
    leave: Leave
    notice: LeaveDecided


async def last_days(session: AsyncSession, *, today: date) -> tuple[date, ...]:
    """Which last days the buttons offer."""
    sunday = today + timedelta(days=6 - today.weekday())
    week_ends = await calendar.last_workday(session, first=today, last=sunday)
    return days_offered(today, week_ends=week_ends)


async def check_leave(
    session: AsyncSession, *, me: Member, first: date, last: date, today: date
) -> None:
    """Refuses days that are past, too many, or asked for already."""
    check_days(first=first, last=last, today=today)
    for row in await leave.leaves_over(session, person_id=me.id, first=first, last=last):
        raise LeaveOverlaps(first=row.first, last=row.last, state=row.state)


async def ask_leave(
    session: AsyncSession, *, me: Member, kind: LeaveKind, first: date, last: date, now: datetime
) -> list[LeaveAsked]:
    """The notices go to those who may decide; none means that nobody can be reached by chat."""
    await leave.lock_person(session, me.id)
    await check_leave(session, me=me, first=first, last=last, today=now.date())
    row = Leave(person_id=me.id, kind=kind, first=first, last=last, asked_at=now)
    session.add(row)
    await session.flush()
    unit = await unit_name(session, me)
    return [
        LeaveAsked(
            person_id=person.id,
            leave_id=row.id,
            name=me.name,
            unit=unit,
            kind=kind,
            first=first,
            last=last,
        )
        for person in await _deciders(session, me)
    ]


async def _deciders(session: AsyncSession, me: Member) -> list[Person]:
    """The nearest supervisors who can be reached, never the asker; else the administrators."""
    path = me.unit_path
    while path.strip("/"):
        found = _others(await supervisors_of(session, path), me)
        if found:
            return found
        path = path.rstrip("/").rpartition("/")[0] + "/"
    return _others(await administrators(session), me)


def _others(people: Sequence[Person], me: Member) -> list[Person]:
    return [person for person in people if person.telegram_id and person.id != me.id]


async def decide_leave(
    session: AsyncSession, *, me: Member, leave_id: int, approve: bool, now: datetime
) -> Decided:
    """The first decision counts; approved days are not absence, not even those just past."""
    found = await leave.leave_asked(session, leave_id)
    if found is None or not me.scope.covers(found[2] or "/"):
        raise OutOfReach
    row, person, _ = found
    if person.id == me.id:
        raise OwnLeave
    if row.state is not LeaveState.ASKED:
        raise await _decided_already(session, row)
    row.state = LeaveState.APPROVED if approve else LeaveState.DECLINED
    row.decided_at, row.decided_by = now, me.id
    if approve:
        await _excuse(session, row)
    return Decided(name=person.name, leave=row, notice=_told(row, by=me.name))


async def _excuse(session: AsyncSession, row: Leave) -> None:
    for record in (roll_call, review):
        await record.excuse(session, person_id=row.person_id, first=row.first, last=row.last)


async def _decided_already(session: AsyncSession, row: Leave) -> LeaveDecidedAlready:
    by = await session.get(Person, row.decided_by) if row.decided_by else None
    return LeaveDecidedAlready(by=by.name if by else "", state=row.state)


def _told(row: Leave, *, by: str) -> LeaveDecided:
    return LeaveDecided(
        person_id=row.person_id,
        leave_id=row.id,
        state=row.state,
        kind=row.kind,
        first=row.first,
        last=row.last,
        by=by,
    )
