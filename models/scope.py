"""What somebody holds today, asked by nobody in particular: a plan of theirs comes due."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Scope
from models.person import Person, PersonRole, scope_with


async def scope_of(session: AsyncSession, person_id: int) -> Scope:
    held = (
        select(PersonRole)
        .join(Person, col(Person.id) == col(PersonRole.person_id))
        .where(PersonRole.person_id == person_id, col(Person.active).is_(True))
    )
    roles = frozenset(row.role for row in (await session.exec(held)).all())
    return await scope_with(session, person_id, roles)
