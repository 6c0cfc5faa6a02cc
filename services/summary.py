"""Summing up a period of the units somebody holds: the sums are the rows."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import EVERYWHERE, Member, Scope
from domain.refusals import OutOfReach
from domain.roll_call import SECOND
from domain.summary import (
    Figures,
    Line,
    NoUnits,
    RollDay,
    Summary,
    figures_of,
    roll_day,
    topmost,
    unit_order,
)
from domain.when import Period, midnight
from models import burden, review, roll_call, task, training
from models.unit import Unit, parts_of, top_units, units_at
from services.calendar_unit import workday_in
from services.unit import name_of


async def sum_up(
    session: AsyncSession, *, me: Member, unit_id: int | None, period: Period, now: datetime
) -> Summary:
    """A line per unit below the chosen one, or per unit that `me` holds; `now` is local."""
    roots = await roots_of(session, me=me, unit_id=unit_id)
    lines = await _lines(session, roots, period=period, zone=now.tzinfo)
    called = any(line.figures.roll for line in lines)
    chosen = roots[0] if len(roots) == 1 else None
    return Summary(
        unit_id=chosen.id if chosen else None,
        unit=await name_of(session, chosen) if chosen else "",
        period=period,
        roll_day=await what_of_the_roll(
            session,
            period,
            called=called,
            today=now.date(),
            path=chosen.path if chosen else "",
        ),
        lines=lines,
        most_asked=await _most_asked(session, roots, period=period, now=now),
    )


async def _most_asked(
    session: AsyncSession, roots: Sequence[Unit], *, period: Period, now: datetime
) -> int:
    """Of one person today; nothing where these days are past."""
    if not period.first <= now.date() <= period.last:
        return 0
    scope = Scope(paths=tuple(root.path for root in roots))
    return await burden.most_asked(session, scope=scope, since=midnight(now))


async def what_of_the_roll(
    session: AsyncSession, period: Period, *, called: bool, today: date, path: str = ""
) -> RollDay:
    """By what the unit of this path has made of the day; without one, by the office's calendar."""
    is_one_day = period.first == period.last
    workday = await workday_in(session, path, period.first) if is_one_day else None
    return roll_day(period, called=called, workday=workday, today=today)


async def roots_of(session: AsyncSession, *, me: Member, unit_id: int | None) -> Sequence[Unit]:
    """The chosen unit, or those that `me` holds."""
    return [await _own(session, me, unit_id)] if unit_id else await _held(session, me)


async def _own(session: AsyncSession, me: Member, unit_id: int) -> Unit:
    unit = await session.get(Unit, unit_id)
    if unit is None or not me.scope.covers(unit.path):
        raise OutOfReach
    return unit


async def _held(session: AsyncSession, me: Member) -> list[Unit]:
    """The units that `me` holds below no other of theirs; for an administrator the top ones."""
    if me.scope == EVERYWHERE:
        held = await top_units(session)
    else:
        held = await units_at(session, topmost(me.scope.paths))
    if not held:
        raise NoUnits
    return sorted(held, key=lambda unit: unit_order(unit.path))


async def _divided(session: AsyncSession, roots: Sequence[Unit]) -> dict[str, Unit]:
    """The units that get a line, by path: several roots as they are, one with its children."""
    units = list(roots)
    if len(roots) == 1:
        children = await parts_of(session, roots[0].id)
        units += sorted(children, key=lambda unit: unit_order(unit.path))
    return {unit.path: unit for unit in units}


async def _lines(
    session: AsyncSession, roots: Sequence[Unit], *, period: Period, zone: tzinfo | None
) -> list[Line]:
    """Only units in which anything happened."""
    units = await _divided(session, roots)
    scope = Scope(paths=tuple(root.path for root in roots))
    figures = await _figures(session, list(units), period=period, scope=scope, zone=zone)
    own = roots[0].path if len(roots) == 1 else None
    return [
        Line(
            unit=await name_of(session, unit) if unit in roots else unit.name,
            figures=figures[path],
            is_own=path == own,
        )
        for path, unit in units.items()
        if figures[path]
    ]


async def _figures(
    session: AsyncSession,
    heads: Sequence[str],
    *,
    period: Period,
    scope: Scope,
    zone: tzinfo | None,
) -> dict[str, Figures]:
    first, last = period.first, period.last
    begins = datetime.combine(first, time(), tzinfo=zone)
    ends = datetime.combine(last, time(), tzinfo=zone) + timedelta(days=1)
    return figures_of(
        heads,
        roll=await roll_call.counts(session, first=first, last=last, scope=scope),
        second=await roll_call.counts(session, first=first, last=last, scope=scope, slot=SECOND),
        tasks=await task.counts(session, first=first, last=last, scope=scope),
        reviews=await review.counts(session, first=first, last=last, scope=scope),
        trainings=await training.counts(session, first=begins, last=ends, scope=scope),
    )
