"""Finding who was not there at a day's rolls."""

from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.absent import PAGE, AbsentPage, DayNotRead
from domain.office import Member
from domain.people import page_within
from domain.summary import NoUnits
from domain.summary_days import read_past
from domain.when import Period
from models import absent, roll_call
from models.contest import contests_on
from services.summary import what_of_the_roll


def read_one_day(text: str, *, today: date) -> date:
    period = read_past(text, today=today) if text.strip() else Period(today, today)
    if period is None or period.first != period.last:
        raise DayNotRead
    return period.first


async def find_absent(
    session: AsyncSession, *, me: Member, day: date, page: int, now: datetime
) -> AbsentPage:
    if not me.scope.paths:
        raise NoUnits
    counts = await absent.missing_counts(session, day=day, scope=me.scope)
    called = await roll_call.counts(session, first=day, last=day, scope=me.scope)
    page = page_within(page, count=sum(counts.values()), size=PAGE)
    people = await absent.missing_on(
        session, day=day, scope=me.scope, first=page * PAGE, size=PAGE
    )
    return AbsentPage(
        day=day,
        roll_day=await what_of_the_roll(
            session,
            Period(day, day),
            called=bool(called),
            today=now.date(),
            path=me.scope.paths[0] if len(me.scope.paths) == 1 else "",
        ),
        page=page,
        counts=counts,
        people=tuple(people),
        further=tuple(await absent.further_on(session, day=day, scope=me.scope)),
        contests=tuple(await contests_on(session, day=day, scope=me.scope)),
    )
