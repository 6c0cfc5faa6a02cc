"""The second roll of a day, told beforehand to those whom it will ask."""

from datetime import date, datetime, tzinfo

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.calendar import nearest
from domain.special_period import SecondRoll, SecondRollSet
from models import special_period
from models.person import Person
from models.special_period import SpecialPeriod
from models.unit import Unit
from services.calendar_unit import workday_in


async def holding(
    session: AsyncSession, *, day: date, zone: tzinfo | None
) -> dict[str, SpecialPeriod]:
    """By the path of their unit; not one whose hour was past when it was set that day."""
    return {
        unit.path: period
        for period, unit in await special_period.periods_on(session, day)
        if begins_at(period, day, zone) >= period.set_at
    }


def begins_at(period: SpecialPeriod, day: date, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, period.roll_at, zone)


async def second_roll_of(
    session: AsyncSession, *, unit_id: int | None, day: date, now: datetime
) -> SecondRoll | None:
    """The one that day has in store for this unit, if it is still to come."""
    held = await holding(session, day=day, zone=now.tzinfo)
    unit = await session.get(Unit, unit_id) if held and unit_id else None
    period = nearest(unit.path, held) if unit else None
    if unit is None or period is None:
        return None
    at = begins_at(period, day, now.tzinfo)
    if at <= now or not await workday_in(session, unit.path, day):
        return None
    return SecondRoll(
        period_id=period.id, name=period.name, at=at, first=period.first, last=period.last
    )


async def tell_set(
    session: AsyncSession, *, person_id: int, period_id: int, day: int, now: datetime
) -> SecondRollSet | None:
    """Drawn when it is sent: nothing where the period was ended since."""
    person = await session.get_one(Person, person_id)
    roll = await second_roll_of(
        session, unit_id=person.unit_id, day=date.fromordinal(day), now=now
    )
    if roll is None or roll.period_id != period_id:
        return None
    return SecondRollSet(person_id=person_id, roll=roll)
