"""How often people are asked in a day, for those who answer for them."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.when import midnight
from models import burden


async def asked_enough(session: AsyncSession, *, now: datetime) -> set[int]:
    """Who has been asked as often today as anybody may be."""
    return await burden.burdened_people(session, midnight(now))


async def asked_today(session: AsyncSession, *, person_id: int, now: datetime) -> int:
    return await burden.asked_of(session, person_id, since=midnight(now))
