"""The office's calendar: seeded for the years that are official, never guessed for others."""

from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.notice import Notice
from domain.refusals import Over
from domain.roll_call import CalendarUnconfirmed, NextYearUnconfirmed
from models import calendar
from models.person import administrators
from services.calendar_seed import CONFIRMED_YEARS, official_year, weekday_year

NOTICE_MONTH = 11
"""The State Council announces the next year's workdays in November."""


async def seed_calendar(session: AsyncSession) -> int:
    """Write down the official years that are not there yet; returns how many."""
    missing = [year for year in CONFIRMED_YEARS if not await is_confirmed(session, year)]
    for year in missing:
        await calendar.keep_days(session, official_year(year))
    return len(missing)


async def is_confirmed(session: AsyncSession, year: int) -> bool:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return await calendar.days_known(session, first=first, last=last) == (last - first).days + 1


async def ask_for_year(session: AsyncSession, *, day: datetime) -> list[Notice]:
    return [
        CalendarUnconfirmed(person_id=person.id, year=day.year, day=day)
        for person in await administrators(session)
    ]


async def ask_for_next_year(session: AsyncSession, *, day: datetime) -> list[Notice]:
    """From November on, when the official notice is due."""
    year = day.year + 1
    if day.month < NOTICE_MONTH or await is_confirmed(session, year):
        return []
    return [
        NextYearUnconfirmed(person_id=person.id, year=year, day=day)
        for person in await administrators(session)
    ]


async def confirm_year(session: AsyncSession, year: int, *, today: date) -> None:
    """An administrator decided: Monday to Friday, without the statutory holidays."""
    if year != today.year:
        raise Over
    await calendar.keep_days(session, weekday_year(year))
