"""Column types that read the same on SQLite and PostgreSQL."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import Any, cast

from sqlalchemy import (
    CursorResult,
    DateTime,
    Dialect,
    Enum,
    Executable,
    Index,
    Row,
    Table,
    TypeDecorator,
    Update,
    bindparam,
    inspect,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession


class Instant(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; SQLite forgets the zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _in_utc(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        return _written if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        return _read if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a naive datetime has no place in the office")
    return moment.astimezone(UTC)


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else _in_words(_in_utc(moment))


@lru_cache(maxsize=256)
def _in_words(moment: datetime) -> str:
    """As SQLAlchemy writes it; what is stored together mostly has one moment."""
    return moment.replace(tzinfo=None).isoformat(" ", "microseconds")


@lru_cache(maxsize=256)
def _read(moment: str | None) -> datetime | None:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC) if moment else None


def words(enum: type[StrEnum]) -> Any:
    """An enum kept as its word, so that a new word needs no change of the database."""
    return Enum(enum, native_enum=False, length=20, values_callable=lambda e: [w.value for w in e])


def index_where(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index of the rows that a condition names; a query uses it by the same words."""
    these = text(where)
    return Index(name, *columns, unique=unique, sqlite_where=these, postgresql_where=these)


def upsert(session: AsyncSession, table: type[SQLModel]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT, in the dialect of this session."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def columns_of(table: type[SQLModel]) -> Table:
    """The plain table, for statements that run for every update and need no objects."""
    return cast(Table, inspect(table).local_table)


async def changed(session: AsyncSession, statement: Update) -> int:
    """Carry out an UPDATE; returns how many rows it met."""
    result = cast("CursorResult[Any]", await session.exec(statement))
    return result.rowcount


async def fetch(
    session: AsyncSession, statement: Executable, **about: Any
) -> Sequence[Row[*tuple[Any, ...]]]:
    """The rows of a prepared statement, asked without the detour over objects."""
    return await session.run_sync(_fetch, statement, about)


def _fetch(
    session: Session, statement: Executable, about: dict[str, Any]
) -> Sequence[Row[*tuple[Any, ...]]]:
    if session.new or session.dirty or session.deleted:
        session.flush()
    return session.connection().execute(statement, about).all()


CHUNK = 500
PART = 1000
"""Rows that are written in one go where the loop shall not stand still for long."""


async def insert_rows(
    session: AsyncSession, table: type[SQLModel], rows: Sequence[dict[str, Any]]
) -> None:
    """Many rows in chunks, those whose unique key is already there left as they are."""
    insert = upsert(session, table).on_conflict_do_nothing()
    connection = await session.connection()
    for at in range(0, len(rows), CHUNK):
        await connection.execute(insert, list(rows[at : at + CHUNK]))


async def add_rows(
    session: AsyncSession, table: type[SQLModel], rows: Iterable[dict[str, Any]]
) -> None:
    """Many new rows, between whose parts the loop goes round."""
    connection, left = await session.connection(), iter(rows)
    while part := list(islice(left, PART)):
        await connection.execute(columns_of(table).insert(), part)
        await asyncio.sleep(0)


async def update_rows(
    session: AsyncSession,
    table: type[SQLModel],
    rows: Sequence[dict[str, Any]],
    *,
    by: Sequence[str],
) -> None:
    """Many rows found by the columns `by`, all given the same other columns, in chunks."""
    if not rows:
        return
    plain = columns_of(table)
    found = [plain.c[name] == bindparam(f"found_{name}") for name in by]
    given: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name not in by}
    statement = update(plain).where(*found).values(given)
    connection = await session.connection()
    for at in range(0, len(rows), CHUNK):
        await connection.execute(statement, [_found(row, by) for row in rows[at : at + CHUNK]])
        await asyncio.sleep(0)


def _found(row: dict[str, Any], by: Sequence[str]) -> dict[str, Any]:
    return {f"found_{name}" if name in by else name: value for name, value in row.items()}
