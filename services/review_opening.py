"""Opening the evening's reviews, or writing down that nobody could be asked."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.notice import Notice, Owed
from domain.occurrence import Kind, Occasion
from domain.review import ReviewMissed, ReviewOpened, ReviewState, open_all
from domain.review_closing import TOLD_UNTIL
from domain.special_period import SecondRoll
from domain.task import UNDONE
from models import occurrence, review, task
from models.occurrence import Occurrence
from models.review import Review
from models.unit import Unit, unit_names
from services.rota import resting_on
from services.second_roll import second_roll_of
from services.supervision import supervisors_over


async def open_reviews(
    session: AsyncSession,
    *,
    due: Occurrence,
    units: Sequence[int],
    only: Collection[int] | None = None,
) -> list[Owed]:
    """One row per expected person, a button for each who is here, and the evening's end."""
    await _expect(session, due, units, only)
    closing = Occasion(
        kind=Kind.REVIEW_CLOSING,
        unit_id=due.unit_id,
        day=due.day,
        subject_id=due.subject_id,
        due_at=due.until,
        until=due.until + TOLD_UNTIL,
    )
    await occurrence.plan(session, [closing])
    return [open_all(units, day=due.day, until=due.until)]


async def _expect(
    session: AsyncSession, due: Occurrence, units: Sequence[int], only: Collection[int] | None
) -> None:
    await review.expect(session, units=units, day=due.day, until=due.until, only=only)
    if resting := await resting_on(session, due.day, units=units):
        await review.mark_rest(session, day=due.day, people=resting)


async def invite(
    session: AsyncSession, *, person_id: int, day: int, now: datetime
) -> ReviewOpened | None:
    """The button as it reads at the moment it is sent; nothing once the review was handed in."""
    on = date.fromordinal(day)
    row = await review.review_of(session, person_id=person_id, day=on)
    if row is None or row.state is not ReviewState.AWAITED:
        return None
    plans = await task.day_of(session, person_ids=[person_id], day=on)
    tasks = plans.get(person_id, ())
    settled = sum(each.state not in UNDONE for each in tasks)
    return ReviewOpened(
        person_id=person_id,
        review_id=row.id,
        day=on,
        tasks=len(tasks) - settled,
        settled=settled,
        until=row.until,
        tomorrow=await _second_roll(session, row, now),
    )


async def _second_roll(session: AsyncSession, row: Review, now: datetime) -> SecondRoll | None:
    """That begins on the next day; from then on the morning's message names it."""
    day = row.day + timedelta(days=1)
    found = await second_roll_of(session, unit_id=row.unit_id, day=day, now=now)
    return found if found and found.first == day else None


async def miss_reviews(
    session: AsyncSession,
    *,
    due: Occurrence,
    units: Sequence[int],
    only: Collection[int] | None = None,
) -> list[Notice]:
    """Nobody was asked that evening: the rows stand, and reviews are taken all the same."""
    await _expect(session, due, units, only)
    unit = await session.get_one(Unit, due.unit_id)
    has_failed = due.tries > 0
    return [
        ReviewMissed(
            person_id=person_id,
            units=await unit_names(session, scope),
            day=due.day,
            has_failed=has_failed,
        )
        for person_id, scope in (await supervisors_over(session, unit)).items()
    ]
