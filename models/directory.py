"""The office's directory: everybody on the roster with place, post and roles, and who has come."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Role
from models.person import Person, PersonRole
from models.unit import Above, Unit, place


class Listing(NamedTuple):
    """`account` is the Telegram id of one who has registered; `path` that of their unit."""

    person_id: int
    name: str
    phone: str
    post: str
    place: str
    path: str
    account: int | None
    roles: Sequence[Role]


async def directory(session: AsyncSession) -> list[Listing]:
    """Everybody with a phone number, unit by unit."""
    roles = await _roles(session)
    found = (
        select(Person, place(), Unit.path)
        .outerjoin(Unit, col(Unit.id) == col(Person.unit_id))
        .outerjoin(Above, col(Above.id) == col(Unit.parent_id))
        .where(col(Person.active).is_(True), col(Person.phone).is_not(None))
        .order_by(Unit.path, Person.name, col(Person.id))
    )
    return [
        _listing(person, where or "", path or "", roles.get(person.id, ()))
        for person, where, path in (await session.exec(found)).all()
    ]


async def _roles(session: AsyncSession) -> dict[int, list[Role]]:
    held = select(PersonRole.person_id, col(PersonRole.role)).order_by(col(PersonRole.role))
    roles: dict[int, list[Role]] = {}
    for person_id, role in await session.exec(held):
        roles.setdefault(person_id, []).append(role)
    return roles


def _listing(person: Person, where: str, path: str, roles: Sequence[Role]) -> Listing:
    return Listing(
        person_id=person.id,
        name=person.name,
        phone=person.phone or "",
        post=person.post,
        place=where,
        path=path,
        account=person.telegram_id,
        roles=tuple(roles),
    )


async def accounts(session: AsyncSession) -> set[int]:
    """The Telegram ids of all who have registered."""
    found = select(Person.telegram_id).where(
        col(Person.telegram_id).is_not(None), col(Person.active).is_(True)
    )
    return {account for account in (await session.exec(found)).all() if account}
