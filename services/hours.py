"""Which hours hold where: a unit's own, or those of the nearest unit above that has any."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.hours import DEFAULT, Hours, moved
from domain.occurrence import Kind
from domain.office import EVERYWHERE, Member
from models.unit import OfficeHours, Unit, all_hours, units_in, units_keeping
from services.unit import reach_unit

Own = Mapping[int, OfficeHours]


@dataclass(frozen=True, kw_only=True)
class Keeper:
    """A unit whose hours hold, with every unit below that inherits them."""

    unit: Unit
    hours: Hours
    since: datetime
    covers: tuple[int, ...]


async def keeping_today(session: AsyncSession, *, kind: Kind, now: datetime) -> list[Keeper]:
    """The keepers of today without what they cover: all that planning needs, at every tick."""
    own = _today(await all_hours(session), kind, now)
    return [_keeper(unit, own, ()) for unit in await units_keeping(session, own)]


async def keepers(
    session: AsyncSession, *, kind: Kind | None = None, now: datetime | None = None
) -> list[Keeper]:
    """The office divided by hours: each unit belongs to exactly one keeper.

    With a kind, as it is divided today: hours set after they had passed hold from tomorrow.
    """
    units = await units_in(session, EVERYWHERE)
    own: Own = await all_hours(session)
    if kind and now:
        own = _today(own, kind, now)
    held: dict[int, list[int]] = {}
    keeper_of: dict[int, int] = {}
    by_id = {unit.id: unit for unit in units}
    for unit in units:
        keeper = unit.id if _keeps(unit, own) else keeper_of[unit.parent_id or 0]
        keeper_of[unit.id] = keeper
        held.setdefault(keeper, []).append(unit.id)
    return [_keeper(by_id[unit_id], own, covers) for unit_id, covers in held.items()]


def _today(own: Own, kind: Kind, now: datetime) -> Own:
    return {unit_id: row for unit_id, row in own.items() if _hold_today(row, kind, now)}


def _hold_today(row: OfficeHours, kind: Kind, now: datetime) -> bool:
    changed = row.changed_at.astimezone(now.tzinfo)
    begins = row.roll_call if kind is Kind.ROLL_CALL else row.review
    return changed.date() != now.date() or changed.time() <= begins


def _keeps(unit: Unit, own: Own) -> bool:
    return unit.id in own or unit.parent_id is None


def _keeper(unit: Unit, own: Own, covers: Sequence[int]) -> Keeper:
    row = own.get(unit.id)
    return Keeper(
        unit=unit,
        hours=row.plain() if row else DEFAULT,
        since=max(unit.created_at, row.changed_at) if row else unit.created_at,
        covers=tuple(covers),
    )


async def hours_of(session: AsyncSession, unit: Unit) -> Hours:
    """The hours that hold in this unit."""
    return (await _seen(session, unit, await all_hours(session))).hours


@dataclass(frozen=True, kw_only=True)
class HoursSeen:
    """`source` is the unit whose hours hold here, or nothing where they are the default ones."""

    unit: Unit
    hours: Hours
    source: Unit | None


async def hours_within(session: AsyncSession, *, me: Member) -> list[HoursSeen]:
    """The units that `me` holds, and those below that have their own hours."""
    own = await all_hours(session)
    units = await units_in(session, me.scope)
    inside = {unit.id for unit in units}
    shown = [unit for unit in units if unit.id in own or unit.parent_id not in inside]
    return [await _seen(session, unit, own) for unit in shown]


async def _seen(session: AsyncSession, unit: Unit, own: Own) -> HoursSeen:
    for unit_id in reversed([int(part) for part in unit.path.strip("/").split("/")]):
        if unit_id in own:
            source = await session.get_one(Unit, unit_id)
            return HoursSeen(unit=unit, hours=own[unit_id].plain(), source=source)
    return HoursSeen(unit=unit, hours=DEFAULT, source=None)


async def set_hours(
    session: AsyncSession,
    *,
    me: Member,
    unit_name: str,
    roll_call: time,
    review: time | None,
    now: datetime,
) -> tuple[Unit, Hours]:
    unit = await reach_unit(session, me=me, name=unit_name)
    hours = moved(await hours_of(session, unit), roll_call=roll_call, review=review)
    row = await session.get(OfficeHours, unit.id) or OfficeHours(
        unit_id=unit.id, **vars(hours), changed_at=now
    )
    row.sqlmodel_update(vars(hours) | {"changed_at": now, "changed_by": me.id})
    session.add(row)
    return unit, hours
