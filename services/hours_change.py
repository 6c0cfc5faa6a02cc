"""Changing the hours of a unit: from today where today has not begun, else from tomorrow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.hours import Change, Hours, NoOwnHours, moved
from domain.hours_told import kinds_changed, tell_keepers
from domain.notice import Owed
from domain.occurrence import Kind
from domain.office import Member
from domain.special_period import SecondRollInTheWay
from models import special_period
from models.audit import Audit
from models.hours import OfficeHours, forget_replaced
from models.unit import Unit
from services.hours import hours_above, hours_of, hours_seen
from services.hours_told import units_following
from services.occurrence import plan_days


@dataclass(frozen=True, kw_only=True)
class HoursSet:
    """`later` names what has changed and holds from tomorrow; who keeps the hours is told."""

    unit: Unit
    hours: Hours
    later: frozenset[Kind]
    notices: Sequence[Owed]


async def set_hours(
    session: AsyncSession, *, me: Member, unit: Unit, change: Change, now: datetime
) -> HoursSet:
    seen = await hours_seen(session, unit, today=now.date())
    row = _decision(unit, moved(seen.hours, change), me, now)
    return await _decide(session, row, unit=unit, before=seen.hours, now=now)


async def inherit_hours(
    session: AsyncSession, *, me: Member, unit: Unit, now: datetime
) -> HoursSet:
    """Give back the unit's own hours: those of the unit above hold again, or the default ones."""
    seen = await hours_seen(session, unit, today=now.date())
    if not seen.is_own:
        raise NoOwnHours
    above = await hours_above(session, unit, today=now.date())
    row = _decision(unit, above.hours, me, now)
    row.is_own = False
    return await _decide(session, row, unit=unit, before=seen.hours, now=now)


def _decision(unit: Unit, hours: Hours, me: Member, now: datetime) -> OfficeHours:
    today = now.date()
    return OfficeHours(
        unit_id=unit.id,
        **vars(hours),
        roll_from=today,
        review_from=today,
        changed_at=now,
        changed_by=me.id,
    )


async def _decide(
    session: AsyncSession, row: OfficeHours, *, unit: Unit, before: Hours, now: datetime
) -> HoursSet:
    """What today holds has begun once its hour has come, by the hours of before or by these."""
    hours = row.plain()
    if hours.closing > before.closing:
        await _keep_clear(session, unit, hours, today=now.date())
    row.roll_from = await _first_day(session, unit, Kind.ROLL_CALL, hours, now=now)
    row.review_from = await _first_day(session, unit, Kind.REVIEW, hours, now=now)
    session.add(row)
    session.add(Audit(actor_id=row.changed_by, at=now, verb=Verb.HOURS_CHANGED, unit_id=unit.id))
    await session.flush()
    await forget_replaced(session, unit_id=unit.id, before=now.date() - timedelta(days=1))
    await plan_days(session, now=now)
    since = {kind: row.holds_from(kind) for kind in kinds_changed(before, hours)}
    return HoursSet(
        unit=unit,
        hours=hours,
        later=frozenset(kind for kind, day in since.items() if day > now.date()),
        notices=await _told(session, row, unit=unit, since=since, now=now),
    )


async def _told(
    session: AsyncSession,
    row: OfficeHours,
    *,
    unit: Unit,
    since: Mapping[Kind, date],
    now: datetime,
) -> list[Owed]:
    if not since:
        return []
    units = await units_following(session, unit, day=max(since.values()))
    return [tell_keepers(row.id, units, since=since, zone=now.tzinfo)]


async def _keep_clear(session: AsyncSession, unit: Unit, hours: Hours, *, today: date) -> None:
    """Nobody is asked by two rolls at once."""
    ahead = await special_period.periods_of(session, unit.path, first=today, last=date.max)
    for period, _ in ahead:
        if period.roll_at < hours.closing:
            raise SecondRollInTheWay(period.name, period.roll_at)


async def _first_day(
    session: AsyncSession, unit: Unit, kind: Kind, hours: Hours, *, now: datetime
) -> date:
    today = await hours_of(session, unit, kind=kind, day=now.date())
    is_ahead = now.time() < min(_begins(today, kind), _begins(hours, kind))
    return now.date() if is_ahead else now.date() + timedelta(days=1)


def _begins(hours: Hours, kind: Kind) -> time:
    return hours.roll_call if kind is Kind.ROLL_CALL else hours.review
