"""Alembic's way in: it is handed an open connection, or opens the one of the settings."""

from typing import Literal

from alembic import context
from sqlalchemy import Connection, Enum
from sqlmodel import AutoString, SQLModel

import models  # noqa: F401  (registers every table)
from models.columns import Instant


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


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        compare_type=True,
        render_item=plain,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
