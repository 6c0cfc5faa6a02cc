"""All rows about one person or made by them, as that person may see them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.own_record import Kept
from models.audit import Audit
from models.columns import fetch
from models.own_record_day import DAY
from models.own_record_office import OFFICE
from models.person import Person

LOOKING = (Verb.LOOKED, Verb.EXPORTED)
SOURCES = DAY | OFFICE


async def count_of(
    session: AsyncSession, kind: Kept, person_id: int
) -> tuple[int, date | datetime | None]:
    """How many rows, and the first of them."""
    source = SOURCES[kind]
    found = source.rows.with_only_columns(func.count(), func.min(source.since))
    (row,) = await fetch(session, found.where(source.about(person_id)))
    return row[0], row[1]


async def rows_of(session: AsyncSession, kind: Kept, person_id: int) -> Sequence[tuple[Any, ...]]:
    source = SOURCES[kind]
    found = source.rows.where(source.about(person_id)).order_by(source.since)
    return [tuple(row) for row in await fetch(session, found)]


async def looks_at(
    session: AsyncSession, person_id: int, *, above: Sequence[int], most: int | None
) -> Sequence[tuple[Audit, str]]:
    """By others, the newest first; whoever takes out a unit's figures takes out its people's."""
    found = (
        select(Audit, Person.name)
        .join(Person, col(Person.id) == col(Audit.actor_id))
        .where(
            or_(col(Audit.person_id) == person_id, _whole_unit(above)),
            col(Audit.verb).in_(LOOKING),
            Audit.actor_id != person_id,
        )
        .order_by(col(Audit.at).desc(), col(Audit.id).desc())
        .limit(most)
    )
    return (await session.exec(found)).all()


def _whole_unit(above: Sequence[int]) -> ColumnElement[bool]:
    return and_(
        col(Audit.person_id).is_(None),
        col(Audit.verb) == Verb.EXPORTED,
        col(Audit.unit_id).in_(above),
    )


async def has_looked(
    session: AsyncSession, *, actor_id: int, person_id: int, since: datetime
) -> bool:
    found = select(Audit.id).where(
        Audit.person_id == person_id,
        Audit.actor_id == actor_id,
        Audit.verb == Verb.LOOKED,
        Audit.at >= since,
    )
    return (await session.exec(found.limit(1))).first() is not None
