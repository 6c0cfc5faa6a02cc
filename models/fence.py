"""Which units ask for the place at the roll, and the circle it is compared with."""

from datetime import datetime

from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.fence import Fence
from models.columns import Instant
from models.unit import Unit


class FenceRule(SQLModel, table=True):
    """Holds in the unit and below, until another unit on the way down decides otherwise."""

    __tablename__ = "fence_rule"

    unit_id: int = Field(foreign_key="unit.id", primary_key=True)
    is_asked: bool = False
    latitude: float | None = None
    longitude: float | None = None
    radius: int | None = None
    changed_at: datetime = Field(sa_type=Instant)
    changed_by: int = Field(foreign_key="person.id")

    @property
    def fence(self) -> Fence | None:
        if self.latitude is None or self.longitude is None or self.radius is None:
            return None
        return Fence(latitude=self.latitude, longitude=self.longitude, radius=self.radius)


async def rules(session: AsyncSession) -> dict[str, tuple[FenceRule, Unit]]:
    """All decisions, by the path of the unit."""
    found = select(FenceRule, Unit).join(Unit, col(Unit.id) == col(FenceRule.unit_id))
    return {unit.path: (rule, unit) for rule, unit in (await session.exec(found)).all()}
