"""The roster 花名册 in bulk: read whole and written in few statements, whatever its size."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import delete, insert, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Role
from models.columns import CHUNK, written
from models.person import Holding, Person, PersonRole
from models.spelling import spelled
from models.unit import Unit


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One person as the roster has them; the phone says who it is, `holds` are ids of units."""

    phone: str
    name: str
    employer: str
    origin: str
    post: str
    main_duty: str
    secondary_duties: str
    unit_id: int | None
    active: bool = True
    roles: frozenset[Role]
    holds: frozenset[int]

    @property
    def columns(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in _COLUMNS}


_COLUMNS = tuple(each.name for each in fields(Entry) if each.name not in {"roles", "holds"})
_NOWHERE = ""


async def entries(session: AsyncSession) -> dict[str, tuple[int, Entry]]:
    """Everybody with a phone, with the id of their row."""
    roles, holds = await _roles(session), await _holds(session)
    found = select(
        col(Person.id),
        col(Person.phone).label("phone"),
        col(Person.name).label("name"),
        col(Person.employer).label("employer"),
        col(Person.origin).label("origin"),
        col(Person.post).label("post"),
        col(Person.main_duty).label("main_duty"),
        col(Person.secondary_duties).label("secondary_duties"),
        col(Person.unit_id).label("unit_id"),
        col(Person.active).label("active"),
    ).where(col(Person.phone).is_not(None))  # type: ignore[call-overload]
    return {
        row["phone"]: (
            person_id := row.pop("id"),
            Entry(**row, roles=frozenset(roles[person_id]), holds=frozenset(holds[person_id])),
        )
        for row in (dict(each) for each in (await session.exec(found)).mappings())
    }


async def _roles(session: AsyncSession) -> defaultdict[int, set[Role]]:
    kept: defaultdict[int, set[Role]] = defaultdict(set)
    for person_id, role in await session.exec(select(PersonRole.person_id, col(PersonRole.role))):
        kept[person_id].add(role)
    return kept


async def _holds(session: AsyncSession) -> defaultdict[int, set[int]]:
    kept: defaultdict[int, set[int]] = defaultdict(set)
    for person_id, unit_id in await session.exec(select(Holding.person_id, Holding.unit_id)):
        kept[person_id].add(unit_id)
    return kept


async def add_units(
    session: AsyncSession, rows: Sequence[Mapping[str, Any]]
) -> dict[tuple[int | None, str], int]:
    """Ids by parent and name; until `set_paths` the new units stand nowhere in the tree."""
    await session.exec(insert(Unit), params=[{**row, "path": _NOWHERE} for row in rows])
    found = select(Unit.id, Unit.parent_id, Unit.name).where(Unit.path == _NOWHERE)
    return {(parent, name): unit_id for unit_id, parent, name in await session.exec(found)}


async def set_paths(session: AsyncSession, paths: Mapping[int, str]) -> None:
    rows = [{"id": unit_id, "path": path} for unit_id, path in paths.items()]
    await session.exec(update(Unit), params=rows)


async def add(session: AsyncSession, new: Sequence[Entry]) -> None:
    if not new:
        return
    await written(session, insert(Person), [entry.columns for entry in new])
    ids = await ids_of(session)
    await _give(session, {ids[entry.phone]: entry for entry in new})


async def ids_of(session: AsyncSession) -> Mapping[str | None, int]:
    found = select(Person.phone, Person.id).where(col(Person.phone).is_not(None))
    return {phone: person_id for phone, person_id in await session.exec(found)}


async def change(session: AsyncSession, changed: Mapping[int, Entry]) -> None:
    """Bring these people's rows, roles and holdings to what the entries say."""
    if not changed:
        return
    rows = [
        {"id": person_id, "spelling": spelled(entry.name), **entry.columns}
        for person_id, entry in changed.items()
    ]
    await written(session, update(Person), rows)
    for chunk in _chunks(changed):
        await session.exec(delete(PersonRole).where(col(PersonRole.person_id).in_(chunk)))
        await session.exec(delete(Holding).where(col(Holding.person_id).in_(chunk)))
    await _give(session, changed)


async def _give(session: AsyncSession, to: Mapping[int, Entry]) -> None:
    roles = [
        {"person_id": person_id, "role": role}
        for person_id, entry in to.items()
        for role in sorted(entry.roles)
    ]
    holds = [
        {"person_id": person_id, "unit_id": unit_id}
        for person_id, entry in to.items()
        for unit_id in sorted(entry.holds)
    ]
    await written(session, insert(PersonRole), roles)
    await written(session, insert(Holding), holds)


def _chunks(ids: Iterable[int]) -> Iterable[list[int]]:
    listed = list(ids)
    return (listed[at : at + CHUNK] for at in range(0, len(listed), CHUNK))
