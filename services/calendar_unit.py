"""Which units work on a day: the office's calendar, and what units have changed of it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.calendar import (
    DayBegun,
    DayKind,
    DayPast,
    DayShown,
    DayUnknown,
    Override,
    nearest,
    shown,
)
from domain.occurrence import Kind
from domain.office import Member
from models.audit import Audit
from models.calendar import is_workday, known_days
from models.calendar_override import CalendarOverride, override_of, overrides_between
from models.unit import Unit, every_path
from services.hours import hours_of


async def at_work(session: AsyncSession, units: Sequence[int], *, day: date) -> list[int]:
    """Those of these units whose people are expected on this day."""
    worked = await is_workday(session, day)
    overrides = {each.path: each for each in await overrides_between(session, first=day, last=day)}
    if not overrides:
        return list(units) if worked else []
    paths = await every_path(session)
    return [
        unit_id
        for unit_id in units
        if (over.workday if (over := nearest(paths[unit_id], overrides)) else worked)
    ]


async def rest_days_in(session: AsyncSession, path: str, *, first: date, last: date) -> set[date]:
    """Days that are known not to be worked in this unit."""
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    found = await days_shown(session, path, days)
    return {each.day for each in found if each.kind is not DayKind.UNKNOWN and not each.is_worked}


async def workday_in(session: AsyncSession, path: str, day: date) -> bool | None:
    """None when nobody has confirmed that year."""
    found = await _shown(session, path, day)
    return None if found.kind is DayKind.UNKNOWN else found.is_worked


async def days_shown(session: AsyncSession, path: str, days: Sequence[date]) -> list[DayShown]:
    first, last = days[0], days[-1]
    known = {each.date: each for each in await known_days(session, first=first, last=last)}
    held: defaultdict[date, dict[str, Override]] = defaultdict(dict)
    for each in await overrides_between(session, first=first, last=last):
        held[each.day][each.path] = each
    return [shown(day, known.get(day), nearest(path, held[day]), path) for day in days]


async def _shown(session: AsyncSession, path: str, day: date) -> DayShown:
    return (await days_shown(session, path, [day]))[0]


async def changeable(session: AsyncSession, unit: Unit, day: date, *, now: datetime) -> DayShown:
    """The day as it stands, if it can still be changed."""
    if day < now.date():
        raise DayPast
    if day == now.date():
        hours = await hours_of(session, unit, kind=Kind.ROLL_CALL, day=day)
        if now.time() >= hours.roll_call:
            raise DayBegun
    found = await _shown(session, unit.path, day)
    if found.kind is DayKind.UNKNOWN:
        raise DayUnknown
    return found


async def change_day(
    session: AsyncSession, *, me: Member, unit: Unit, day: date, reason: str, now: datetime
) -> DayShown:
    """The other way round; for this unit and those below it."""
    before = await changeable(session, unit, day, now=now)
    row = await override_of(session, unit_id=unit.id, day=day)
    if row is None:
        row = CalendarOverride(
            unit_id=unit.id, day=day, workday=False, reason=reason, changed_at=now
        )
        session.add(row)
    row.workday, row.reason = not before.is_worked, reason
    row.changed_at, row.changed_by = now, me.id
    _audit(session, me, unit, day, now)
    await session.flush()
    return await _shown(session, unit.path, day)


async def restore_day(
    session: AsyncSession, *, me: Member, unit: Unit, day: date, now: datetime
) -> DayShown:
    """As the unit above has it, or the office's calendar."""
    await changeable(session, unit, day, now=now)
    if row := await override_of(session, unit_id=unit.id, day=day):
        await session.delete(row)
        _audit(session, me, unit, day, now)
        await session.flush()
    return await _shown(session, unit.path, day)


def _audit(session: AsyncSession, me: Member, unit: Unit, day: date, now: datetime) -> None:
    about = {"day": day.isoformat()}
    session.add(
        Audit(actor_id=me.id, at=now, verb=Verb.DAY_CHANGED, unit_id=unit.id, detail=about)
    )
