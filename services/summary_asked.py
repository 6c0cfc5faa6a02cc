"""What is typed after /summary, understood by the units that are there."""

from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from domain.summary import SummaryNotFound
from domain.summary_days import readings
from domain.unit_said import endings
from domain.when import Period
from models.unit import units_called
from services.unit import the_one


async def understand(
    session: AsyncSession, *, me: Member, text: str, today: date
) -> tuple[Period, int | None]:
    """The days, and the unit if one is named; both in any order."""
    asked = list(readings(text, today=today))
    names = {name for each in asked for name in endings(each.unit_name)}
    units = await units_called(session, names=names, scope=me.scope)
    for each in asked:
        if not each.unit_name:
            return each.period, None
        if unit := await the_one(session, each.unit_name, among=units, scope=me.scope):
            return each.period, unit.id
    raise SummaryNotFound
