"""Days that a unit works, or does not work, against the office's calendar."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.calendar import Override
from models.columns import Instant
from models.unit import Unit


class CalendarOverride(SQLModel, table=True):
    """It holds for the unit and all below it that have not decided otherwise."""

    __tablename__ = "calendar_override"
    __table_args__ = (UniqueConstraint("unit_id", "day"),)

    id: int = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    day: date = Field(index=True)
    workday: bool
    reason: str
    changed_at: datetime = Field(sa_type=Instant)
    changed_by: int | None = Field(default=None, foreign_key="person.id")


async def overrides_between(
    session: AsyncSession, *, first: date, last: date
) -> Sequence[Override]:
    found = (
        select(
            Unit.path, col(CalendarOverride.day), CalendarOverride.workday, CalendarOverride.reason
        )
        .join(Unit, col(Unit.id) == col(CalendarOverride.unit_id))
        .where(CalendarOverride.day >= first, CalendarOverride.day <= last)
    )
    return [
        Override(path=path, day=day, workday=workday, reason=reason)
        for path, day, workday, reason in (await session.exec(found)).all()
    ]


async def override_of(
    session: AsyncSession, *, unit_id: int, day: date
) -> CalendarOverride | None:
    found = select(CalendarOverride).where(
        CalendarOverride.unit_id == unit_id, CalendarOverride.day == day
    )
    return (await session.exec(found.with_for_update())).first()
