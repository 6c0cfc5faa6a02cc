"""Giving somebody a role, for a unit and until a day, and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.appointment import Draft, Held, LastAdministrator, RoleChanged
from domain.notice import Notice
from domain.occurrence import Kind, Occasion
from domain.office import Member, Role
from domain.roster_columns import ROLE_WORDS
from domain.transfer import Change, WhyRevoked
from models import appointment, occurrence, role
from models.appointment import Appointment
from models.person import Person, administrators, hold_people
from models.transfer import Transfer, write_down
from models.unit import Unit
from services.appointment import proposed
from services.service_end import FOREVER
from services.unit import keep_standing, reach_unit_id, short_name


@dataclass(frozen=True)
class Given:
    name: str
    held: Held
    notices: Sequence[Notice]


async def grant(session: AsyncSession, *, me: Member, draft: Draft, now: datetime) -> Given:
    """The unit is held before the person, as by who ends it: neither waits for the other."""
    if draft.role is Role.SUPERVISOR and draft.unit_id:
        unit = await reach_unit_id(session, me=me, unit_id=draft.unit_id)
        await keep_standing(session, unit.id)
    await hold_people(session, draft.person_id)
    name, held = await proposed(session, me=me, draft=draft, today=now.date())
    await _end_standing(session, draft.person_id, held, now=now)
    row = Appointment(
        person_id=draft.person_id,
        role=held.role,
        unit_id=held.unit_id or None,
        last=held.last,
        by_id=me.id,
        at=now,
    )
    session.add(row)
    await session.flush()
    await role.give(session, draft.person_id, held.role, held.unit_id or None)
    await _plan_end(session, row, now=now)
    return await _changed(session, name, held, person_id=draft.person_id, me=me, now=now)


async def revoke(session: AsyncSession, *, me: Member, draft: Draft, now: datetime) -> Given:
    """Of administrators all are held: two of them cannot take the role from each other at once."""
    together = await administrators(session) if draft.role is Role.ADMINISTRATOR else ()
    await hold_people(session, draft.person_id, *(each.id for each in together))
    taking = replace(draft, takes=True, until=0)
    name, held = await proposed(session, me=me, draft=taking, today=now.date())
    if held.role is Role.ADMINISTRATOR and len(await administrators(session)) == 1:
        raise LastAdministrator
    return await take_back(session, name, held, person_id=draft.person_id, me=me, now=now)


async def take_back(
    session: AsyncSession, name: str, held: Held, *, person_id: int, me: Member, now: datetime
) -> Given:
    """Of a supervisor one unit, and the role with the last of them."""
    await _end_standing(session, person_id, held, now=now)
    await role.take(session, person_id, held.role, held.unit_id or None)
    return await _changed(session, name, held, person_id=person_id, me=me, now=now, is_given=False)


async def _end_standing(
    session: AsyncSession, person_id: int, held: Held, *, now: datetime
) -> None:
    for row in await appointment.standing_for(session, person_id):
        if (row.role, row.unit_id or 0) == held.what:
            row.ended_at = now
    await session.flush()


async def _plan_end(session: AsyncSession, row: Appointment, *, now: datetime) -> None:
    if row.last is None:
        return
    day = row.last + timedelta(days=1)
    begins = datetime.combine(day, time(), tzinfo=now.tzinfo)
    person = await session.get_one(Person, row.person_id)
    due = Occasion(
        kind=Kind.ROLE_END,
        unit_id=row.unit_id or person.unit_id or 0,
        day=day,
        due_at=begins,
        until=begins + FOREVER,
        subject_id=row.id,
    )
    await occurrence.plan(session, [due])


async def end_appointment(
    session: AsyncSession, *, appointment_id: int, now: datetime
) -> Sequence[Notice]:
    """The day after its last; nothing where it was taken back or given anew before."""
    row = await session.get_one(Appointment, appointment_id)
    if row.ended_at is not None:
        return []
    row.ended_at = now
    await role.take(session, row.person_id, row.role, row.unit_id)
    person = await session.get_one(Person, row.person_id)
    if not person.active:
        return []
    unit = await session.get(Unit, row.unit_id) if row.unit_id else None
    called = await short_name(session, unit) if unit else ""
    held = Held(role=row.role, unit_id=row.unit_id or 0, unit=called)
    ended = await _changed(
        session, person.name, held, person_id=person.id, me=None, now=now, is_given=False
    )
    return ended.notices


async def _changed(
    session: AsyncSession,
    name: str,
    held: Held,
    *,
    person_id: int,
    me: Member | None,
    now: datetime,
    is_given: bool = True,
) -> Given:
    said = " · ".join(part for part in (ROLE_WORDS[held.role], held.unit) if part)
    row = Transfer(
        person_id=person_id,
        change=Change.GRANTED if is_given else Change.REVOKED,
        effective=now.date(),
        after=said if is_given else "",
        before="" if is_given else said,
        reason="" if me else WhyRevoked.TERM_OVER,
        by_id=me.id if me else None,
        at=now,
    )
    await write_down(session, row, unit_id=held.unit_id or None)
    told = RoleChanged(
        person_id=person_id,
        name=name,
        held=held,
        is_given=is_given,
        by=me.name if me else "",
        roles=await role.roles_of(session, person_id),
    )
    return Given(name, held, [told])
