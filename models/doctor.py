"""What the database says of itself, for `muster doctor`."""

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

WHOLE = "ok"
LOG_AHEAD = "wal"


@dataclass(frozen=True)
class Health:
    """`is_durable`: SQLite keeps its log ahead, PostgreSQL takes writes."""

    is_whole: bool
    is_durable: bool


async def examine(engine: AsyncEngine) -> Health:
    """Begins as a writer does, so a database that cannot be written raises here."""
    async with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            read_only = await connection.scalar(text("SHOW transaction_read_only"))
            return Health(is_whole=True, is_durable=read_only == "off")
        found = (await connection.scalars(text("PRAGMA quick_check(1)"))).all()
        journal = await connection.scalar(text("PRAGMA journal_mode"))
    return Health(is_whole=found == [WHOLE], is_durable=journal == LOG_AHEAD)
