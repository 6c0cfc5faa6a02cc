"""Alarms 告警: what the administrators were told is wrong, until it is over."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Index, func
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.alarm import Trouble
from models.columns import Instant, words


class Alarm(SQLModel, table=True):
    __table_args__ = (Index("ix_alarm_ringing", "cleared_at", "trouble"),)

    id: int = Field(default=None, primary_key=True)
    trouble: Trouble = Field(sa_type=words(Trouble))
    subject: str
    since: datetime = Field(sa_type=Instant)
    raised_at: datetime = Field(sa_type=Instant)
    cleared_at: datetime | None = Field(default=None, sa_type=Instant)


async def ringing(session: AsyncSession) -> Sequence[Alarm]:
    found = select(Alarm).where(col(Alarm.cleared_at).is_(None)).order_by(col(Alarm.id))
    return (await session.exec(found)).all()


async def last_raised(session: AsyncSession, trouble: Trouble) -> datetime | None:
    found = select(func.max(Alarm.raised_at)).where(Alarm.trouble == trouble)
    return (await session.exec(found)).one()
