"""Setting a unit's rota, moving one person within it, and ending it: always from tomorrow."""

from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.office import Member
from domain.rota import (
    REST,
    NoRota,
    PlaceUnclear,
    RotaChanged,
    Shift,
    dealt,
    first_day,
    read_place,
)
from models import rota as rotas
from models.audit import Audit
from models.rota import UnitRota, UnitShift
from models.unit import Unit
from services.rota import Running, running_on
from services.rota_told import followers, tell_rota


async def set_rota(
    session: AsyncSession,
    *,
    me: Member,
    unit: Unit,
    shifts: tuple[Shift, ...],
    pattern: tuple[int, ...],
    in_groups: bool,
    now: datetime,
) -> list[RotaChanged]:
    """`pattern` has the numbers of these shifts from 1; in groups each begins a day later."""
    rows = [
        UnitShift(unit_id=unit.id, name=shift.name, begins=shift.begins, ends=shift.ends)
        for shift in shifts
    ]
    session.add_all(rows)
    await session.flush()
    people = [person_id for person_id, _, _ in await rotas.people_below(session, unit.path)]
    await _decide(
        session,
        me=me,
        unit=unit,
        pattern=[rows[at - 1].id if at else REST for at in pattern],
        places=dealt(people, len(pattern)) if in_groups else {},
        anchor=first_day(now),
        now=now,
    )
    follow = await followers(session, unit, now=now)
    return await tell_rota(session, me=me, unit=unit, people=follow, now=now)


async def place_person(
    session: AsyncSession, *, me: Member, unit: Unit, text: str, now: datetime
) -> list[RotaChanged]:
    """`张伟 夜班`: with what tomorrow begins for one person."""
    day = first_day(now)
    running = await running_in(session, unit, day)
    name, number = read_place(text, [shift.name for shift in running.shifts])
    found = [
        person_id
        for person_id, called, _ in await rotas.people_below(session, unit.path)
        if called == name
    ]
    shift_id = running.shifts[number - 1].shift_id if number else REST
    if len(found) != 1 or shift_id not in running.rota.pattern:
        raise PlaceUnclear
    rota = running.rota
    await _decide(
        session,
        me=me,
        unit=unit,
        pattern=list(rota.pattern),
        places={**rota.places, found[0]: rota.placed(found[0], shift_id, day)},
        anchor=rota.anchor,
        now=now,
    )
    return await tell_rota(session, me=me, unit=unit, people=found, now=now)


async def running_in(session: AsyncSession, unit: Unit, day: date) -> Running:
    """The unit's own rota."""
    running = (await running_on(session, day)).get(unit.path)
    if running is None:
        raise NoRota
    return running


async def end_rota(
    session: AsyncSession, *, me: Member, unit: Unit, now: datetime
) -> list[RotaChanged]:
    """From tomorrow the office's calendar and hours hold again."""
    await running_in(session, unit, first_day(now))
    follow = await followers(session, unit, now=now)
    await _decide(session, me=me, unit=unit, pattern=[], places={}, anchor=first_day(now), now=now)
    return await tell_rota(session, me=me, unit=unit, people=follow, now=now)


async def _decide(
    session: AsyncSession,
    *,
    me: Member,
    unit: Unit,
    pattern: list[int],
    places: dict[int, int],
    anchor: date,
    now: datetime,
) -> None:
    row = UnitRota(
        unit_id=unit.id,
        since=first_day(now),
        anchor=anchor,
        pattern=pattern,
        places={str(person_id): place for person_id, place in places.items()},
        changed_at=now,
        changed_by=me.id,
    )
    session.add(row)
    session.add(Audit(actor_id=me.id, at=now, verb=Verb.ROTA_CHANGED, unit_id=unit.id))
    await session.flush()
