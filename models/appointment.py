"""Appointments 任命: which role somebody was given until when; the role itself stands apart."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Role
from models.columns import Instant, words


class Appointment(SQLModel, table=True):
    """`last` is the last day, that day included; `ended_at` says that it is over."""

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    role: Role = Field(sa_type=words(Role))
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    last: date | None = None
    by_id: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


async def standing_for(session: AsyncSession, person_id: int) -> Sequence[Appointment]:
    found = select(Appointment).where(
        Appointment.person_id == person_id, col(Appointment.ended_at).is_(None)
    )
    return (await session.exec(found.order_by(col(Appointment.id)))).all()
