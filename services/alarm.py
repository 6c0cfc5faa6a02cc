"""Comparing what is wrong with what the administrators know, and telling them the difference."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.alarm import (
    CAUGHT_UP,
    QUIET,
    AlarmCleared,
    AlarmRaised,
    Fault,
    Trouble,
    job_subject,
    unit_of,
)
from domain.health import AT_MOST, Sign
from domain.notice import Notice
from models import alarm, backlog, occurrence
from models.alarm import Alarm
from models.outbox import OutboxState
from models.person import administrators
from models.unit import Unit
from services.unit import short_name


@dataclass(frozen=True)
class Watched:
    """How much has gone wrong and how much is over since the last look, and who must hear."""

    raised: int
    cleared: int
    notices: Sequence[Notice]


async def watch(session: AsyncSession, *, now: datetime) -> Watched:
    ringing = await alarm.ringing(session)
    standing = await _standing(session, ringing, now=now)
    known = {(row.trouble, row.subject) for row in ringing}
    over = [row for row in ringing if (row.trouble, row.subject) not in standing]
    new = [fault for key, fault in standing.items() if key not in known]
    new = [fault for fault in new if not await _is_quiet(session, fault.trouble, now=now)]
    if not new and not over:
        return Watched(0, 0, [])
    for row in over:
        row.cleared_at = now
    session.add_all(_row(fault, now) for fault in new)
    left = {trouble for trouble, _ in standing}
    ended = [row for row in over if row.trouble is not Trouble.UPDATE or row.trouble not in left]
    return Watched(len(new), len(over), await _notices(session, new, ended))


async def tells_somebody(session: AsyncSession) -> bool:
    """Whether an alarm reaches anyone."""
    return any(each.is_reached for each in await administrators(session))


async def _is_quiet(session: AsyncSession, trouble: Trouble, *, now: datetime) -> bool:
    last = await alarm.last_raised(session, trouble)
    return last is not None and last <= now < last + QUIET


async def _standing(
    session: AsyncSession, ringing: Sequence[Alarm], *, now: datetime
) -> Mapping[tuple[Trouble, str], Fault]:
    rung = {each: [row.subject for row in ringing if row.trouble is each] for each in Trouble}
    bearable = CAUGHT_UP if rung[Trouble.BACKLOG] else AT_MOST[Sign.OUTBOX]
    oldest = await backlog.oldest_message(session, now=now)
    failed = await occurrence.not_recovered(session)
    aside = await backlog.set_aside(session, [int(each) for each in rung[Trouble.UPDATE]])
    found = [
        *((Trouble.BACKLOG, "", at) for at in [oldest] if at and now - at > bearable),
        *((Trouble.JOB, job_subject(kind, unit_id), due) for kind, unit_id, due in failed),
        *((Trouble.UPDATE, str(update_id), at) for update_id, at in aside),
    ]
    return {
        (trouble, subject): Fault(trouble=trouble, subject=subject, since=since)
        for trouble, subject, since in found
    }


def _row(fault: Fault, now: datetime) -> Alarm:
    return Alarm(trouble=fault.trouble, subject=fault.subject, since=fault.since, raised_at=now)


async def _notices(
    session: AsyncSession, new: Sequence[Fault], ended: Sequence[Alarm]
) -> list[Notice]:
    over = [Fault(trouble=row.trouble, subject=row.subject, since=row.since) for row in ended]
    raised, cleared = await _by_trouble(session, new), await _by_trouble(session, over)
    waiting = (await backlog.depth(session))[OutboxState.QUEUED]
    told: list[Notice] = []
    for person in await administrators(session):
        told += [
            AlarmRaised(person_id=person.id, trouble=trouble, faults=faults, waiting=waiting)
            for trouble, faults in raised.items()
        ]
        told += [
            AlarmCleared(person_id=person.id, trouble=trouble, faults=faults)
            for trouble, faults in cleared.items()
        ]
    return told


async def _by_trouble(
    session: AsyncSession, faults: Sequence[Fault]
) -> dict[Trouble, tuple[Fault, ...]]:
    named = [await _named(session, fault) for fault in faults]
    found = {each: tuple(fault for fault in named if fault.trouble is each) for each in Trouble}
    return {trouble: faults for trouble, faults in found.items() if faults}


async def _named(session: AsyncSession, fault: Fault) -> Fault:
    if fault.trouble is not Trouble.JOB:
        return fault
    unit = await session.get(Unit, unit_of(fault.subject))
    return replace(fault, unit=await short_name(session, unit) if unit else "")
