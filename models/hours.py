"""Hours of units: what was decided, by whom, and from which day it holds."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Select, delete
from sqlalchemy import select as core_select
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.hours import Hours
from domain.occurrence import Kind
from models.among import among
from models.columns import Instant
from models.person import Person, is_auxiliary


class OfficeHours(SQLModel, table=True):
    """One decision; a later one of the same unit replaces it from the days it names.

    With `is_own` false the unit inherits again, and the figures are those it then inherited.
    """

    __tablename__ = "office_hours"

    id: int = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    is_own: bool = True
    roll_call: time
    grace: int
    closing: time
    review: time
    review_until: time
    roll_from: date
    review_from: date
    changed_at: datetime = Field(sa_type=Instant)
    changed_by: int | None = Field(default=None, foreign_key="person.id")

    def plain(self) -> Hours:
        return Hours(
            roll_call=self.roll_call,
            grace=self.grace,
            closing=self.closing,
            review=self.review,
            review_until=self.review_until,
        )

    def holds_from(self, kind: Kind) -> date:
        return self.roll_from if kind is Kind.ROLL_CALL else self.review_from


async def decided(session: AsyncSession) -> Sequence[OfficeHours]:
    """In the order in which they were decided."""
    return (await session.exec(select(OfficeHours).order_by(col(OfficeHours.id)))).all()


async def newest_of(session: AsyncSession, unit_id: int) -> OfficeHours | None:
    found = select(OfficeHours).where(OfficeHours.unit_id == unit_id)
    return (await session.exec(found.order_by(col(OfficeHours.id).desc()).limit(1))).first()


def keeping(units: Collection[int]) -> Select[Any, Any]:
    """Person and chat of all auxiliaries of these units."""
    return (
        core_select(col(Person.id), col(Person.telegram_id))
        .where(
            is_auxiliary(),
            among(Person.unit_id, units),
            col(Person.telegram_id).is_not(None),
        )
        .order_by(col(Person.id))
    )


async def forget_replaced(session: AsyncSession, *, unit_id: int, before: date) -> None:
    """What a later decision had wholly replaced on that day is asked for by nothing any more."""
    found = (
        select(OfficeHours.id)
        .where(
            OfficeHours.unit_id == unit_id,
            OfficeHours.roll_from <= before,
            OfficeHours.review_from <= before,
        )
        .order_by(col(OfficeHours.id).desc())
        .limit(1)
    )
    if last := (await session.exec(found)).first():
        gone = delete(OfficeHours).where(
            col(OfficeHours.unit_id) == unit_id, col(OfficeHours.id) < last
        )
        await session.exec(gone)
