"""Extra rolls: at most one at a time asks the same people."""

from datetime import datetime

from sqlalchemy import literal, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from models.roll_call import RollCall
from models.unit import Unit


async def extra_open_over(
    session: AsyncSession, *, unit: Unit, now: datetime
) -> tuple[RollCall, Unit] | None:
    """An extra roll that still asks people of this unit, called in it, below it or above it.

    Whoever looks holds their whole office until it is committed: none is opened meanwhile.
    """
    top = unit.path[: unit.path.index("/", 1) + 1]
    await session.exec(select(Unit.id).where(Unit.path == top).with_for_update(key_share=True))
    overlaps = or_(
        col(Unit.path).startswith(unit.path), literal(unit.path).startswith(col(Unit.path))
    )
    found = (
        select(RollCall, Unit)
        .join(Unit, col(Unit.id) == col(RollCall.unit_id))
        .where(
            overlaps,
            RollCall.slot > 0,
            col(RollCall.closed_at).is_(None),
            RollCall.closes_at > now,
        )
    )
    return (await session.exec(found)).first()
