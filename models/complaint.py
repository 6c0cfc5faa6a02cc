"""Complaints 反映问题 and their one answer."""

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from models.columns import Instant


class ComplaintRow(SQLModel, table=True):
    """`person_id` brings the answer back; without a name it goes once that is done."""

    __tablename__ = "complaint"

    id: int = Field(default=None, primary_key=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    is_named: bool
    words: str
    said_at: datetime = Field(sa_type=Instant)
    answer: str = ""
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = Field(default=None, sa_type=Instant)


async def said_since(session: AsyncSession, *, person_id: int, since: datetime) -> int:
    found = select(func.count()).where(
        col(ComplaintRow.person_id) == person_id, col(ComplaintRow.said_at) >= since
    )
    return (await session.exec(found)).one()


async def locked(session: AsyncSession, complaint_id: int) -> ComplaintRow | None:
    found = select(ComplaintRow).where(ComplaintRow.id == complaint_id).with_for_update()
    return (await session.exec(found)).first()
