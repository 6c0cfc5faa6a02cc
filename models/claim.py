"""The one-time code by which a first administrator is named; only its hash is kept."""

from datetime import datetime

from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from models.columns import Instant


class ClaimCode(SQLModel, table=True):
    __tablename__ = "claim_code"

    id: int = Field(default=None, primary_key=True)
    hash: str
    created_at: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)
    tries: int = 0


async def newest_code(session: AsyncSession) -> ClaimCode | None:
    """The code that counts: the newest, unless it was used."""
    found = select(ClaimCode).order_by(col(ClaimCode.id).desc()).limit(1).with_for_update()
    row = (await session.exec(found)).first()
    return None if row is None or row.used_at else row


async def spend(session: AsyncSession, row: ClaimCode, *, now: datetime) -> None:
    row.used_at = now
    await session.flush()
