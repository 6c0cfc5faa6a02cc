"""Enclosures 附件: the files that owed messages carry, kept until they have arrived."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.document import Document
from models.columns import Instant

KEPT = timedelta(days=7)
"""Longer than any outage after which a file is still wanted."""
FIELD, REFERENCE = "document", "enclosure"


class Enclosure(SQLModel, table=True):
    """A number is never given twice: an old letter must not take a newer one's file along."""

    __table_args__ = {"sqlite_autoincrement": True}

    id: int = Field(default=None, primary_key=True)
    name: str
    content: bytes
    made_at: datetime = Field(sa_type=Instant, index=True)


async def enclose(session: AsyncSession, rows: Iterable[dict[str, Any]]) -> None:
    """Files in messages to be owed are kept beside them; what is long past is thrown away."""
    for row in rows:
        file = row["payload"].get(FIELD)
        if isinstance(file, Document):
            at = row["created_at"]
            await session.exec(delete(Enclosure).where(col(Enclosure.made_at) < at - KEPT))
            kept = Enclosure(name=file.name, content=file.content, made_at=at)
            session.add(kept)
            await session.flush()
            row["payload"] = row["payload"] | {FIELD: {REFERENCE: kept.id}}


async def take_out(session: AsyncSession, enclosure_id: int) -> Document | None:
    found = select(Enclosure.name, Enclosure.content).where(Enclosure.id == enclosure_id)
    row = (await session.exec(found)).first()
    return Document(*row) if row else None


async def throw_away(session: AsyncSession, ids: Collection[int]) -> None:
    if ids:
        await session.exec(delete(Enclosure).where(col(Enclosure.id).in_(ids)))
