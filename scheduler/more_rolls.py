"""What is due beside the office's hours: a special period's second roll, and shifts."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.notice import Owed
from models.occurrence import Occurrence
from services import shift_review, shift_roll, special_period


async def call_the_second_roll(
    session: AsyncSession, due: Occurrence, now: datetime
) -> Sequence[Owed]:
    return await special_period.call_second_roll(session, due=due, now=now)


async def announce_missed_second_roll(
    session: AsyncSession, due: Occurrence, now: datetime
) -> Sequence[Owed]:
    return await special_period.miss_second_roll(session, due=due, now=now)


async def call_the_shift(session: AsyncSession, due: Occurrence, now: datetime) -> Sequence[Owed]:
    return await shift_roll.call_shift(session, due=due, now=now)


async def announce_missed_shift(
    session: AsyncSession, due: Occurrence, now: datetime
) -> Sequence[Owed]:
    return await shift_roll.miss_shift(session, due=due, now=now)


async def open_the_shift_review(
    session: AsyncSession, due: Occurrence, now: datetime
) -> Sequence[Owed]:
    return await shift_review.open_shift_review(session, due=due)


async def announce_missed_shift_review(
    session: AsyncSession, due: Occurrence, now: datetime
) -> Sequence[Owed]:
    return await shift_review.miss_shift_review(session, due=due, now=now)
