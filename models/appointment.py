"""Appointments 任命: which role somebody was given until when; the role itself stands apart."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlmodel import Field, SQLModel, col
from sqlmodel import select as select_rows
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member, Role, Scope
from models.columns import Instant, columns_of, fetch, words
from models.person import scope_with
from models.unit import Unit


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
    found = select_rows(Appointment).where(
        Appointment.person_id == person_id, col(Appointment.ended_at).is_(None)
    )
    return (await session.exec(found.order_by(col(Appointment.id)))).all()


_APPOINTMENT, _UNIT = columns_of(Appointment), columns_of(Unit)
_OVER = (
    select(_APPOINTMENT.c.role, _UNIT.c.path)
    .outerjoin_from(_APPOINTMENT, _UNIT, _UNIT.c.id == _APPOINTMENT.c.unit_id)
    .where(
        _APPOINTMENT.c.person_id == bindparam("person_id"),
        _APPOINTMENT.c.ended_at.is_(None),
        _APPOINTMENT.c["last"] < bindparam("day"),
    )
)


async def without_what_is_over(session: AsyncSession, me: Member, *, day: date) -> Member:
    """A last day ends at midnight, also where the clock has yet to strike after a pause."""
    over = [tuple(row) for row in await fetch(session, _OVER, person_id=me.id, day=day)]
    if not over:
        return me
    roles = me.roles - {role for role, _ in over if role is not Role.SUPERVISOR}
    scope = await scope_with(session, me.id, roles)
    paths = tuple(path for path in scope.paths if (Role.SUPERVISOR, path) not in over)
    return replace(
        me, roles=roles if paths else roles - {Role.SUPERVISOR}, scope=Scope(paths=paths)
    )
