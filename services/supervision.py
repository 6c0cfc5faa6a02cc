"""Who supervises what: those who hold a unit, anything above it, or anything inside it."""

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Scope
from models.person import administrators, holders_over
from models.unit import Unit


async def supervisors_over(session: AsyncSession, unit: Unit) -> dict[int, Scope]:
    """Each supervisor concerned, with the part that is theirs; with none, the administrators."""
    found: dict[int, list[str]] = {}
    for person_id, held in await holders_over(session, unit.path):
        found.setdefault(person_id, []).append(held if held.startswith(unit.path) else unit.path)
    if not found:
        everything = Scope(paths=(unit.path,))
        return {person.id: everything for person in await administrators(session)}
    return {person_id: Scope(paths=tuple(paths)) for person_id, paths in found.items()}
