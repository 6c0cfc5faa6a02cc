"""Saying where one is after answering the roll: compared, marked, and the coordinates let go."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.fence import NoPlaceAsked, Where, judge_place
from domain.office import Member
from models import roll_place
from models.roll_place import RollPlace
from services.fence import fence_at


async def check_asked(
    session: AsyncSession, *, me: Member, roll_call_id: int, now: datetime
) -> None:
    await _asked(session, me, now, roll_call_id)


async def name_place(
    session: AsyncSession, *, me: Member, roll_call_id: int, name: str, now: datetime
) -> Where:
    row, _ = await _asked(session, me, now, roll_call_id)
    row.outcome, row.name, row.given_at = Where.NAMED, name, now
    return row.outcome


async def locate(
    session: AsyncSession, *, me: Member, latitude: float, longitude: float, now: datetime
) -> Where:
    """The coordinates are looked at here and nowhere else."""
    row, path = await _asked(session, me, now)
    fence = await fence_at(session, path)
    row.outcome = judge_place(fence, latitude=latitude, longitude=longitude)
    row.given_at = now
    return row.outcome


async def _asked(
    session: AsyncSession, me: Member, now: datetime, roll_call_id: int | None = None
) -> tuple[RollPlace, str]:
    found = await roll_place.asked_of(
        session, person_id=me.id, day=now.date(), roll_call_id=roll_call_id
    )
    if found is None:
        raise NoPlaceAsked
    return found
