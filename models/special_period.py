"""Special periods 专项: days on which a unit calls a second roll."""

from collections.abc import Sequence
from datetime import date, datetime, time

from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from models.columns import Instant
from models.unit import Unit, stood_on


class SpecialPeriod(SQLModel, table=True):
    """One that was ended early keeps its days up to then."""

    __tablename__ = "special_period"

    id: int = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    name: str
    first: date
    last: date = Field(index=True)
    roll_at: time
    set_at: datetime = Field(sa_type=Instant)
    set_by: int | None = Field(default=None, foreign_key="person.id")


async def periods_on(session: AsyncSession, day: date) -> Sequence[tuple[SpecialPeriod, Unit]]:
    found = (
        select(SpecialPeriod, Unit)
        .join(Unit, col(Unit.id) == col(SpecialPeriod.unit_id))
        .where(SpecialPeriod.first <= day, SpecialPeriod.last >= day, stood_on(day))
        .order_by(col(SpecialPeriod.id))
    )
    return (await session.exec(found)).all()


async def periods_of(
    session: AsyncSession, path: str, *, first: date, last: date
) -> Sequence[tuple[SpecialPeriod, Unit]]:
    """Those of this unit and of the units above it that touch these days."""
    above = [int(part) for part in path.strip("/").split("/") if part]
    found = (
        select(SpecialPeriod, Unit)
        .join(Unit, col(Unit.id) == col(SpecialPeriod.unit_id))
        .where(
            col(SpecialPeriod.unit_id).in_(above),
            SpecialPeriod.first <= last,
            SpecialPeriod.last >= first,
        )
        .order_by(col(SpecialPeriod.first), col(SpecialPeriod.id))
    )
    return (await session.exec(found)).all()
