"""How often people are asked in a day, for those who answer for them."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.burden import midnight
from models import burden


async def asked_today(session: AsyncSession, *, person_id: int, now: datetime) -> int:
    return await burden.asked_of(session, person_id, since=midnight(now))
