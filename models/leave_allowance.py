"""How many days of leave a unit allows in a year, kind by kind."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.leave import LeaveKind
from models.columns import Instant, words
from models.unit import Unit


class LeaveAllowance(SQLModel, table=True):
    __tablename__ = "leave_allowance"
    __table_args__ = (UniqueConstraint("unit_id", "kind"),)

    id: int = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    kind: LeaveKind = Field(sa_type=words(LeaveKind))
    days: int
    changed_at: datetime = Field(sa_type=Instant)
    changed_by: int | None = Field(default=None, foreign_key="person.id")


async def allowed_over(session: AsyncSession, path: str) -> Sequence[tuple[LeaveAllowance, Unit]]:
    """What this unit and those above it allow, the highest first: a later one holds instead."""
    above = [int(part) for part in path.strip("/").split("/") if part]
    found = (
        select(LeaveAllowance, Unit)
        .join(Unit, col(Unit.id) == col(LeaveAllowance.unit_id))
        .where(col(LeaveAllowance.unit_id).in_(above))
        .order_by(Unit.path)
    )
    return (await session.exec(found)).all()


async def allowance(
    session: AsyncSession, *, unit_id: int, kind: LeaveKind
) -> LeaveAllowance | None:
    found = select(LeaveAllowance).where(
        LeaveAllowance.unit_id == unit_id, LeaveAllowance.kind == kind
    )
    return (await session.exec(found.with_for_update())).first()
