"""Which hours hold where: a unit's own, or those of the nearest unit above that has any."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.hours import DEFAULT, Hours
from domain.occurrence import Kind
from domain.office import EVERYWHERE, Member
from models.hours import OfficeHours, decided
from models.unit import Unit, units_in, units_keeping
from services.unit import name_of

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
    own = _own(await decided(session), kind, now.date())
    return [_keeper(unit, own, ()) for unit in await units_keeping(session, own)]


async def keepers(session: AsyncSession, *, kind: Kind, day: date) -> list[Keeper]:
    """The office divided by the hours of a day: each unit belongs to exactly one keeper."""
    own = _own(await decided(session), kind, day)
    units = await units_in(session, EVERYWHERE)
    held: dict[int, list[int]] = {}
    keeper_of: dict[int, int] = {}
    by_id = {unit.id: unit for unit in units}
    for unit in units:
        keeper = unit.id if _keeps(unit, own) else keeper_of[unit.parent_id or 0]
        keeper_of[unit.id] = keeper
        held.setdefault(keeper, []).append(unit.id)
    return [_keeper(by_id[unit_id], own, covers) for unit_id, covers in held.items()]


def _own(rows: Iterable[OfficeHours], kind: Kind, day: date) -> Own:
    """What the units with hours of their own have decided for that day."""
    held = {row.unit_id: row for row in rows if row.holds_from(kind) <= day}
    return {unit_id: row for unit_id, row in held.items() if row.is_own}


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


async def hours_of(session: AsyncSession, unit: Unit, *, kind: Kind, day: date) -> Hours:
    """The hours that hold in this unit for the roll call, or for the review, of a day."""
    own = _own(await decided(session), kind, day)
    return next((own[each].plain() for each in _upwards(unit) if each in own), DEFAULT)


@dataclass(frozen=True, kw_only=True)
class HoursSeen:
    """What was last decided; `later` names what of it does not hold before tomorrow.

    `source` is the unit whose hours hold here, or nothing where they are the default ones.
    """

    unit: Unit
    name: str
    hours: Hours
    source: Unit | None
    later: frozenset[Kind]

    @property
    def is_own(self) -> bool:
        return self.source is not None and self.source.id == self.unit.id


async def hours_within(session: AsyncSession, *, me: Member, today: date) -> list[HoursSeen]:
    """The units that `me` holds, and those below that have their own hours."""
    newest = {row.unit_id: row for row in await decided(session)}
    units = await units_in(session, me.scope)
    inside = {unit.id for unit in units}
    shown = [
        unit
        for unit in units
        if unit.parent_id not in inside or (unit.id in newest and newest[unit.id].is_own)
    ]
    return [await _seen(session, unit, newest, today) for unit in shown]


async def hours_seen(session: AsyncSession, unit: Unit, *, today: date) -> HoursSeen:
    newest = {row.unit_id: row for row in await decided(session)}
    return await _seen(session, unit, newest, today)


async def hours_above(session: AsyncSession, unit: Unit, *, today: date) -> HoursSeen:
    """What the unit would inherit if it had no hours of its own."""
    newest = {row.unit_id: row for row in await decided(session) if row.unit_id != unit.id}
    return await _seen(session, unit, newest, today)


async def _seen(session: AsyncSession, unit: Unit, newest: Own, today: date) -> HoursSeen:
    later: set[Kind] = set()
    hours, source = DEFAULT, None
    for row in (newest[each] for each in _upwards(unit) if each in newest):
        later |= {kind for kind in KINDS if row.holds_from(kind) > today}
        if row.is_own:
            hours, source = row.plain(), await session.get_one(Unit, row.unit_id)
            break
    name = await name_of(session, unit)
    return HoursSeen(unit=unit, name=name, hours=hours, source=source, later=frozenset(later))


KINDS = (Kind.ROLL_CALL, Kind.REVIEW)
"""What hours are for; each part of a change holds from a day of its own."""


def _upwards(unit: Unit) -> list[int]:
    return [int(part) for part in reversed(unit.path.strip("/").split("/"))]
