"""The roster 花名册 in bulk: read whole and written in few statements, whatever its size."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, true
from sqlalchemy import select as core_select
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Role
from models.appointment import Appointment
from models.columns import CHUNK, add_rows, columns_of, fetch, update_rows, upsert
from models.person import Holding, Person, PersonRole
from models.unit import Unit, stands

Rows = Sequence[tuple[Any, ...]]
SLICE = 2_000


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


@dataclass(frozen=True)
class Standing:
    """How the office stood at one moment, in plain rows: two of them are quickly compared."""

    units: Rows
    people: Rows
    roles: Rows
    holds: Rows
    acting: Rows


_UNITS, _PEOPLE, _ACTS = columns_of(Unit), columns_of(Person), columns_of(Appointment)
_ROLES, _HOLDS = columns_of(PersonRole), columns_of(Holding)
_EVERY_UNIT = (
    core_select(*(_UNITS.c[name] for name in ("id", "parent_id", "level", "name", "path")))
    .where(_UNITS.c.ended.is_(None))
    .order_by(_UNITS.c.id)
)
_EVERYBODY = (
    core_select(_PEOPLE.c.id, *(_PEOPLE.c[name] for name in _COLUMNS))
    .where(_PEOPLE.c.phone.is_not(None))
    .order_by(_PEOPLE.c.id)
)
_EVERY_ROLE = core_select(_ROLES.c.person_id, _ROLES.c.role).order_by(*_ROLES.primary_key)
_EVERY_HOLDING = core_select(_HOLDS.c.person_id, _HOLDS.c.unit_id).order_by(*_HOLDS.primary_key)
_EVERY_ACTING = (
    core_select(_ACTS.c.person_id, _ACTS.c.role, _ACTS.c.unit_id)
    .where(_ACTS.c.ended_at.is_(None), _ACTS.c["last"].is_not(None))
    .order_by(_ACTS.c.id)
)


async def standing_of(session: AsyncSession) -> Standing:
    """Everybody with a phone, and all that a file of the roster is compared with."""
    return Standing(
        units=await units_of(session),
        people=await _sliced(session, _EVERYBODY, _PEOPLE.c.id),
        roles=await _sliced(session, _EVERY_ROLE, _ROLES.c.person_id),
        holds=[tuple(row) for row in await fetch(session, _EVERY_HOLDING)],
        acting=[tuple(row) for row in await fetch(session, _EVERY_ACTING)],
    )


async def held_standing(session: AsyncSession) -> Standing:
    """The same; until this transaction is over no unit ends."""
    held = select(Unit.id).where(stands()).order_by(Unit.path)
    await session.exec(held.with_for_update(read=True, key_share=True))
    return await standing_of(session)


async def units_of(session: AsyncSession) -> Rows:
    """Each with its id, the one above, level, name and path."""
    return [tuple(row) for row in await fetch(session, _EVERY_UNIT)]


async def _sliced(session: AsyncSession, statement: Select[Any], by: Any) -> Rows:
    return [
        tuple(row)
        async for part in _slices(session, by)
        for row in await fetch(session, statement.where(part))
    ]


async def _slices(session: AsyncSession, person_id: Any) -> AsyncIterator[ColumnElement[bool]]:
    """Everybody, some thousand ids at a time: many rows read at once would hold up the loop.

    SQLite runs on the loop itself, which goes round between two; a server takes all at once.
    """
    if session.get_bind().dialect.name != "sqlite":
        yield true()
        return
    last = (await session.exec(select(func.max(Person.id)))).one() or 0
    for first in range(0, last + 1, SLICE):
        yield person_id.between(first, first + SLICE - 1)
        await asyncio.sleep(0)


def entries(standing: Standing) -> dict[str, tuple[int, Entry]]:
    """By phone, with the id of their row."""
    roles, holds = _by_person(standing.roles), _by_person(standing.holds)
    return {
        phone: (
            person_id,
            Entry(
                **dict(zip(_COLUMNS, (phone, *others), strict=True)),
                roles=frozenset(roles.get(person_id, ())),
                holds=frozenset(holds.get(person_id, ())),
            ),
        )
        for person_id, phone, *others in standing.people
    }


def _by_person(rows: Rows) -> Mapping[int, set[Any]]:
    kept: defaultdict[int, set[Any]] = defaultdict(set)
    for person_id, what in rows:
        kept[person_id].add(what)
    return kept


async def add_units(
    session: AsyncSession, rows: Sequence[Mapping[str, Any]]
) -> dict[tuple[int | None, str], int]:
    """Ids by parent and name; until `set_paths` the new units stand nowhere in the tree.

    One that had ended and is named again is the same one, with its history and its settings.
    """
    new = upsert(session, Unit)
    again = {"path": _NOWHERE, "ended": None, "level": new.excluded.level}
    new = new.on_conflict_do_update(index_elements=["parent_id", "name"], set_=again)
    await session.exec(new, params=[{**row, "path": _NOWHERE} for row in rows])
    found = select(Unit.id, Unit.parent_id, Unit.name).where(Unit.path == _NOWHERE)
    return {(parent, name): unit_id for unit_id, parent, name in await session.exec(found)}


async def set_paths(session: AsyncSession, paths: Mapping[int, str]) -> None:
    rows = [{"id": unit_id, "path": path} for unit_id, path in paths.items()]
    await update_rows(session, Unit, rows, by=("id",))


async def add_people(session: AsyncSession, rows: Iterable[dict[str, Any]]) -> None:
    await add_rows(session, Person, rows)


async def change_people(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Found by their ids, all with the same columns."""
    await update_rows(session, Person, rows, by=("id",))


async def ids_of(session: AsyncSession) -> Mapping[str, int]:
    found = core_select(_PEOPLE.c.phone, _PEOPLE.c.id).where(_PEOPLE.c.phone.is_not(None))
    return {phone: person_id for phone, person_id in await _sliced(session, found, _PEOPLE.c.id)}


async def take(session: AsyncSession, person_ids: Iterable[int]) -> None:
    """Roles and holdings, which are then given anew."""
    listed = list(person_ids)
    for at in range(0, len(listed), CHUNK):
        chunk = listed[at : at + CHUNK]
        await session.exec(delete(PersonRole).where(col(PersonRole.person_id).in_(chunk)))
        await session.exec(delete(Holding).where(col(Holding.person_id).in_(chunk)))


async def give(session: AsyncSession, to: Mapping[int, Entry], made: Mapping[int, int]) -> None:
    """`made` are the ids of units that the entries only imagine."""
    roles = (
        {"person_id": person_id, "role": role}
        for person_id, entry in to.items()
        for role in sorted(entry.roles)
    )
    holds = (
        {"person_id": person_id, "unit_id": made.get(unit_id, unit_id)}
        for person_id, entry in to.items()
        for unit_id in sorted(entry.holds)
    )
    await add_rows(session, PersonRole, roles)
    await add_rows(session, Holding, holds)
