"""What is typed after /summary, understood by the units that are there."""

from collections.abc import Sequence
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from domain.refusals import NameTwice
from domain.summary import SummaryNotFound
from domain.summary_days import readings
from domain.when import Period
from models.unit import Unit, units_called
from services.unit import full_name


async def understand(
    session: AsyncSession, *, me: Member, text: str, today: date
) -> tuple[Period, int | None]:
    """The days, and the unit if one is named; both in any order."""
    asked = list(readings(text, today=today))
    names = {name for each in asked for name in (each.unit_name, *each.unit_name.split()[-1:])}
    units = await units_called(session, names=names, scope=me.scope)
    for each in asked:
        if not each.unit_name:
            return each.period, None
        if unit := await _called(session, each.unit_name, units):
            return each.period, unit.id
    raise SummaryNotFound


async def _called(session: AsyncSession, name: str, units: Sequence[Unit]) -> Unit | None:
    """The one unit of this name; 三里社区 第1网格 tells it from the other first grids."""
    found = [unit for unit in units if unit.name == name]
    if not found:
        ending = [unit for unit in units if name.endswith(f" {unit.name}")]
        found = [u for u in ending if f" {await full_name(session, u)}".endswith(f" {name}")]
    if len(found) > 1:
        raise NameTwice(tuple([await full_name(session, unit) for unit in found]))
    return found[0] if found else None
