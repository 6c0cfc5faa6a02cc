"""The office's calendar: each date a workday or not, and who says so."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.calendar import CalendarDay, DaySource
from models.columns import insert_rows, words


class CalendarDate(SQLModel, table=True):
    __tablename__ = "calendar_day"

    day: date = Field(primary_key=True)
    workday: bool
    name: str = ""
    source: DaySource = Field(sa_type=words(DaySource))


async def keep_days(session: AsyncSession, days: Iterable[CalendarDay]) -> None:
    """Add the days that are not known yet; nothing known is overwritten."""
    rows = [
        {"day": d.date, "workday": d.workday, "name": d.name, "source": d.source} for d in days
    ]
    await insert_rows(session, CalendarDate, rows)


async def is_workday(session: AsyncSession, day: date) -> bool | None:
    """None when nobody has confirmed that year: ask, do not guess."""
    return (
        await session.exec(select(CalendarDate.workday).where(CalendarDate.day == day))
    ).first()


async def known_days(session: AsyncSession, *, first: date, last: date) -> list[CalendarDay]:
    found = select(CalendarDate).where(CalendarDate.day >= first, CalendarDate.day <= last)
    return [
        CalendarDay(date=row.day, workday=row.workday, name=row.name, source=row.source)
        for row in (await session.exec(found)).all()
    ]


async def days_known(session: AsyncSession, *, first: date, last: date) -> int:
    found = select(func.count()).where(CalendarDate.day >= first, CalendarDate.day <= last)
    return (await session.exec(found)).one()


async def last_workday(session: AsyncSession, *, first: date, last: date) -> date | None:
    found = select(func.max(CalendarDate.day)).where(
        CalendarDate.day >= first, CalendarDate.day <= last, col(CalendarDate.workday).is_(True)
    )
    return (await session.exec(found)).one()


async def next_workday(session: AsyncSession, *, after: date) -> date | None:
    """None where nobody has confirmed a later one."""
    found = select(func.min(CalendarDate.day)).where(
        CalendarDate.day > after, col(CalendarDate.workday).is_(True)
    )
    return (await session.exec(found)).one()
