"""Looking at somebody's roles, and at what one more or one less would be."""

from collections.abc import Sequence
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.appointment import (
    OFFERED,
    Draft,
    Held,
    LastRole,
    Roles,
    check_until,
)
from domain.office import Member, Role
from domain.people import Listed, name_part
from domain.refusals import NotAllowed, OutOfReach, Over
from domain.transfer import NothingChanges, NotOverThem
from models import appointment, people, role
from services.transfer import may_change, reach_person
from services.unit import reach_unit_id, short_name

CHOICES = 5


async def whose(session: AsyncSession, *, me: Member, name: str) -> Sequence[Listed]:
    """At least one, of those who are in service."""
    part = name_part(name)
    found = await people.anybody_named(session, part=part, scope=me.scope, size=50)
    found = [each for each in found if each.is_active]
    exact = [each for each in found if each.name == part]
    if not found:
        raise OutOfReach
    return (exact or found)[:CHOICES]


async def roles_over(session: AsyncSession, *, me: Member, person_id: int) -> Roles:
    person, _ = await reach_person(session, me=me, person_id=person_id)
    if not person.active:
        raise Over(ends=False)
    if not await may_change(session, me=me, person=person):
        raise NotOverThem
    return Roles(
        person_id=person_id,
        name=person.name,
        held=tuple(await _held(session, person_id)),
        may_give=tuple(each for each in OFFERED if _may_give(me, each)),
    )


def _may_give(me: Member, wanted: Role) -> bool:
    return wanted is not Role.ADMINISTRATOR or me.is_any({Role.ADMINISTRATOR})


async def _held(session: AsyncSession, person_id: int) -> list[Held]:
    until = {
        (row.role, row.unit_id): row.last
        for row in await appointment.standing_for(session, person_id)
    }
    held = [
        Held(
            role=Role.SUPERVISOR,
            unit_id=unit.id,
            unit=await short_name(session, unit),
            last=until.get((Role.SUPERVISOR, unit.id)),
        )
        for unit in await role.holdings_of(session, person_id)
    ]
    others = await role.roles_of(session, person_id) - ({Role.SUPERVISOR} if held else set())
    return [*held, *(Held(role=each, last=until.get((each, None))) for each in sorted(others))]


async def proposed(
    session: AsyncSession, *, me: Member, draft: Draft, today: date
) -> tuple[str, Held]:
    """Name and role as they would be; refused where it may not be, or is so already."""
    found = await roles_over(session, me=me, person_id=draft.person_id)
    if draft.role is None:
        raise Over
    if not _may_give(me, draft.role):
        raise NotAllowed
    check_until(draft.last, today=today)
    unit = None
    if draft.role is Role.SUPERVISOR and draft.unit_id:
        unit = await reach_unit_id(session, me=me, unit_id=draft.unit_id)
    held = Held(
        role=draft.role,
        unit_id=unit.id if unit else 0,
        unit=await short_name(session, unit) if unit else "",
        last=draft.last,
    )
    _check(found, held, takes=draft.takes)
    return found.name, held


def _check(found: Roles, wanted: Held, *, takes: bool) -> None:
    """The same role for the same unit is given with another last day, or not at all."""
    same = [each for each in found.held if each.what == wanted.what]
    if takes and not same:
        raise Over
    if takes and len(found.held) == 1:
        raise LastRole
    if not takes and any(each.last is None or each.last == wanted.last for each in same):
        raise NothingChanges
