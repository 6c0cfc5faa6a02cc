"""Opening the evening's reviews, or writing down that nobody could be asked."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.notice import Notice
from domain.review import ReviewMissed, ReviewOpened
from models import review, task
from models.unit import Unit
from services.supervision import supervisors_over


async def open_reviews(
    session: AsyncSession, *, units: Sequence[int], day: date, until: datetime
) -> list[Notice]:
    """One row per expected person, and a button for each who is here."""
    await review.expect(session, units=units, day=day, until=until)
    rows = await review.awaited(session, units=units, day=day)
    plans = await task.day_of(session, person_ids=[row.person_id for row in rows], day=day)
    return [
        ReviewOpened(
            person_id=row.person_id,
            review_id=row.id,
            day=day,
            tasks=len(plans.get(row.person_id, ())),
            until=until,
        )
        for row in rows
    ]


async def miss_reviews(
    session: AsyncSession,
    *,
    unit_id: int,
    units: Sequence[int],
    day: date,
    until: datetime,
    has_failed: bool,
) -> list[Notice]:
    """Nobody was asked that evening: the rows stand, and reviews are taken all the same."""
    await review.expect(session, units=units, day=day, until=until)
    unit = await session.get_one(Unit, unit_id)
    return [
        ReviewMissed(person_id=person_id, unit=unit.name, day=day, has_failed=has_failed)
        for person_id in await supervisors_over(session, unit)
    ]
