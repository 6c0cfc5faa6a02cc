"""Roles of people, and the units that supervisors hold."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import delete
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Role
from models.person import Holding, PersonRole
from models.unit import Unit


async def roles_of(session: AsyncSession, person_id: int) -> frozenset[Role]:
    found = select(col(PersonRole.role)).where(PersonRole.person_id == person_id)
    return frozenset((await session.exec(found)).all())


async def roles_among(session: AsyncSession, ids: Iterable[int]) -> Mapping[int, list[Role]]:
    found = select(PersonRole).where(col(PersonRole.person_id).in_(list(ids)))
    held: defaultdict[int, list[Role]] = defaultdict(list)
    for row in (await session.exec(found.order_by(col(PersonRole.role)))).all():
        held[row.person_id].append(row.role)
    return held


async def holdings_of(session: AsyncSession, person_id: int) -> Sequence[Unit]:
    found = select(Unit).join(Holding).where(Holding.person_id == person_id)
    return (await session.exec(found.order_by(Unit.path))).all()


async def take_all(session: AsyncSession, person_id: int) -> None:
    """Roles and units: what somebody once held does not come back with them."""
    await session.exec(delete(PersonRole).where(col(PersonRole.person_id) == person_id))
    await session.exec(delete(Holding).where(col(Holding.person_id) == person_id))


async def give(session: AsyncSession, person_id: int, role: Role, unit_id: int | None) -> None:
    if await session.get(PersonRole, (person_id, role)) is None:
        session.add(PersonRole(person_id=person_id, role=role))
    if unit_id and await session.get(Holding, (person_id, unit_id)) is None:
        session.add(Holding(person_id=person_id, unit_id=unit_id))
    await session.flush()


async def take(session: AsyncSession, person_id: int, role: Role, unit_id: int | None) -> None:
    """Of a supervisor one unit, and the role with the last one."""
    if unit_id and (held := await session.get(Holding, (person_id, unit_id))):
        await session.delete(held)
        await session.flush()
    if role is Role.SUPERVISOR and await holdings_of(session, person_id):
        return
    if row := await session.get(PersonRole, (person_id, role)):
        await session.delete(row)
    await session.flush()
