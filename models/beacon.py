"""When Muster last heard from the platform: the gap after an outage is measured from here."""

from datetime import datetime

from sqlmodel import Field, SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

from models.columns import Instant, upsert

_ONLY = 1


class Beacon(SQLModel, table=True):
    id: int = Field(default=_ONLY, primary_key=True)
    heard_at: datetime = Field(sa_type=Instant)


async def heard(session: AsyncSession, now: datetime) -> None:
    lit = upsert(session, Beacon).values(id=_ONLY, heard_at=now)
    await session.exec(lit.on_conflict_do_update(index_elements=["id"], set_={"heard_at": now}))


async def last_heard(session: AsyncSession) -> datetime | None:
    return (await session.exec(select(Beacon.heard_at).where(Beacon.id == _ONLY))).first()
