"""Who works in shifts hears what a decision about the rota means for them."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from domain.rota import RotaChanged, first_day
from models.person import addresses
from models.unit import Unit
from services.rota import duties_beside
from services.unit import short_name

DAYS_TOLD = 3


async def followers(session: AsyncSession, unit: Unit, *, now: datetime) -> list[int]:
    """Those whose nearest rota from tomorrow on is this unit's."""
    found = await duties_beside(session, path=unit.path, day=first_day(now))
    return [duty.person_id for duty in found]


async def tell_rota(
    session: AsyncSession, *, me: Member, unit: Unit, people: Collection[int], now: datetime
) -> list[RotaChanged]:
    """The first days by the new rota; none where the calendar holds again."""
    first = first_day(now)
    days = [first + timedelta(days=at) for at in range(DAYS_TOLD)]
    shifts = {
        day: {
            duty.person_id: duty.shift
            for duty in await duties_beside(session, path=unit.path, day=day)
        }
        for day in days
    }
    named = await short_name(session, unit)
    reached = await addresses(session, [each for each in people if each != me.id])
    return [
        RotaChanged(
            person_id=each,
            unit=named,
            by=me.name,
            since=first,
            days=tuple((day, found[each]) for day, found in shifts.items() if each in found),
        )
        for each in sorted(reached)
    ]
