"""Ending a unit from today on: looked at first, then done, when nobody is in it any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.appointment import Held
from domain.audit import Verb
from domain.notice import Notice
from domain.office import Member, Role, Scope
from domain.unit_end import StillInUse, UnitEnded, UnitSeen
from models import unit_end
from models.audit import Audit
from models.person import hold_people
from models.unit import Unit, units_in
from services.appointment_change import take_back
from services.unit import full_name, reach_unit, reach_unit_id


@dataclass(frozen=True)
class Ended:
    seen: UnitSeen
    notices: Sequence[Notice]


async def find_unit(session: AsyncSession, *, me: Member, name: str, now: datetime) -> UnitSeen:
    """Also one that has ended."""
    try:
        unit = await reach_unit(session, me=me, name=name)
    except UnitEnded as gone:
        unit = await session.get_one(Unit, gone.unit_id)
    return await _seen(session, unit, now=now)


async def look_at(session: AsyncSession, *, me: Member, unit_id: int, now: datetime) -> UnitSeen:
    return await _seen(session, await reach_unit_id(session, me=me, unit_id=unit_id), now=now)


async def _seen(session: AsyncSession, unit: Unit, *, now: datetime) -> UnitSeen:
    standing = await units_in(session, Scope(paths=(unit.path,)))
    holders = await unit_end.holders_below(session, unit.path)
    return UnitSeen(
        unit_id=unit.id,
        name=await full_name(session, unit),
        level=unit.level,
        ended=unit.ended,
        below=tuple(each.name for each in standing if each.id != unit.id),
        holders=tuple(dict.fromkeys(person.name for person, _ in holders)),
        left=await unit_end.left_in(session, unit.path, now=now),
    )


async def end_unit(session: AsyncSession, *, me: Member, unit_id: int, now: datetime) -> Ended:
    """With all below it. Whoever supervises there loses that, and hears of it."""
    unit = await reach_unit_id(session, me=me, unit_id=unit_id)
    standing = await unit_end.locked_below(session, unit.path)
    if not standing:
        raise UnitEnded(unit_id=unit.id, name=unit.name, day=now.date())
    seen = await _seen(session, unit, now=now)
    if seen.left:
        raise StillInUse(seen)
    notices: list[Notice] = []
    for person, held in await unit_end.holders_below(session, unit.path):
        await hold_people(session, person.id)
        called = await full_name(session, held)
        role = Held(role=Role.SUPERVISOR, unit_id=held.id, unit=called)
        lost = await take_back(session, person.name, role, person_id=person.id, me=me, now=now)
        notices += lost.notices
    await unit_end.pass_over(session, standing, now=now)
    for each in standing:
        each.ended = now.date()
        session.add(Audit(actor_id=me.id, at=now, verb=Verb.UNIT_ENDED, unit_id=each.id))
    return Ended(seen, notices)
