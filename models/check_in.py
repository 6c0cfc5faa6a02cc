"""Check-ins 签到 of the day: the place a person names, never a track."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from models.columns import Instant


class CheckIn(SQLModel, table=True):
    """`photo` is the platform's file id; a shared location is not kept, only that it was."""

    __tablename__ = "check_in"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    at: datetime = Field(sa_type=Instant, index=True)
    place: str
    note: str = ""
    photo: str | None = None
    is_located: bool = False


async def check_ins_of(
    session: AsyncSession, *, person_id: int, first: datetime, last: datetime
) -> Sequence[CheckIn]:
    found = (
        select(CheckIn)
        .where(CheckIn.person_id == person_id, CheckIn.at >= first, CheckIn.at < last)
        .order_by(col(CheckIn.at))
    )
    return (await session.exec(found)).all()


async def latest_places(
    session: AsyncSession, *, person_id: int, most: int
) -> Sequence[tuple[int, str]]:
    """Row and name of the last different places this person named, the newest first."""
    newest = func.max(CheckIn.id)
    found = (
        select(newest, CheckIn.place)
        .where(
            CheckIn.person_id == person_id,
            col(CheckIn.is_located).is_(False),
            CheckIn.place != "",
        )
        .group_by(CheckIn.place)
        .order_by(newest.desc())
        .limit(most)
    )
    return (await session.exec(found)).all()
