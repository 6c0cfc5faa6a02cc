"""The review of a shift comes when the shift is over, for those who were on it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.notice import Owed
from domain.occurrence import NEWS, Kind, Occasion, OccurrenceState
from domain.office import Member
from models.occurrence import Occurrence
from services.review_closing import close_reviews
from services.review_opening import miss_reviews, open_reviews
from services.rota import Running, shift_of, shift_running

LASTS = timedelta(hours=4)
"""How long after the end of a shift its review is in time."""


def shift_reviews(among: Mapping[str, Running], *, day: date, now: datetime) -> list[Occasion]:
    return [
        Occasion(
            kind=Kind.SHIFT_REVIEW,
            unit_id=running.unit.id,
            day=day,
            subject_id=shift.shift_id,
            due_at=shift.ends_at(day, now),
            until=shift.ends_at(day, now) + LASTS,
        )
        for running in among.values()
        for shift in running.shifts
    ]


async def open_shift_review(session: AsyncSession, *, due: Occurrence) -> Sequence[Owed]:
    on = await shift_running(session, due)
    if on is None:
        due.state = OccurrenceState.SKIPPED
        return []
    return await open_reviews(session, due=due, units=on.units, only=on.people)


async def miss_shift_review(
    session: AsyncSession, *, due: Occurrence, now: datetime
) -> Sequence[Owed]:
    """Told while it is news; days in which nothing ran are recorded alone."""
    on = await shift_running(session, due)
    if on is None:
        return []
    told = await miss_reviews(session, due=due, units=on.units, only=on.people)
    return told if now - due.due_at <= NEWS else []


async def close_shift_review(session: AsyncSession, *, due: Occurrence) -> Sequence[Owed]:
    """One message for the day, with the shift that ends last."""
    on = await shift_running(session, due)
    return await close_reviews(session, due=due, units=on.units) if on and on.is_last else []


async def day_of_work(session: AsyncSession, *, me: Member, now: datetime) -> date:
    """Yesterday as long as the night shift goes on that began then."""
    before = now.date() - timedelta(days=1)
    shift = await shift_of(session, person_id=me.id, path=me.unit_path, day=before)
    return before if shift and now < shift.ends_at(before, now) else now.date()


async def shift_review_ends(
    session: AsyncSession, *, me: Member, day: date, now: datetime
) -> datetime | None:
    """None for who is on no shift that day."""
    shift = await shift_of(session, person_id=me.id, path=me.unit_path, day=day)
    return shift.ends_at(day, now) + LASTS if shift else None
