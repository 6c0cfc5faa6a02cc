"""Alembic's way in: it is handed an open connection, or opens the one of the settings."""

from typing import Literal

from alembic import context
from sqlalchemy import Connection, Enum, ForeignKeyConstraint
from sqlmodel import AutoString, SQLModel

import models  # noqa: F401  (registers every table)
from models.columns import Instant
from models.references import LOOKED_UP


def plain(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Migrations name plain types, so that an old one never needs today's classes."""
    if kind != "type":
        return False
    match item:
        case Instant():
            return "sa.DateTime(timezone=True)"
        case Enum(length=length):
            return f"sa.String(length={length})"
        case AutoString():
            return "sa.String()"
    return False


def is_compared(item: object, *_about: object) -> bool:
    """A trigger holds on PostgreSQL what these foreign keys say."""
    if context.get_context().dialect.name != "postgresql":
        return True
    match item:
        case ForeignKeyConstraint(table=table, column_keys=(column,)):
            return column not in LOOKED_UP.get(table.name, ())
    return True


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        compare_type=True,
        include_object=is_compared,
        render_item=plain,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
