"""Whom a change of hours concerns, and what one of them reads of it."""

from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.hours_told import HoursTold, kinds_changed, read
from domain.office import Scope
from models.hours import OfficeHours, decided, newest_of
from models.unit import Unit, units_in
from services.rota import out_of_shifts
from services.unit import name_of


async def units_following(session: AsyncSession, unit: Unit, *, day: date) -> list[int]:
    """The unit and those below without hours of their own; shifts have theirs."""
    newest = {row.unit_id: row for row in await decided(session)}
    follow = {unit.id}
    for each in await units_in(session, Scope(paths=(unit.path,))):
        row = newest.get(each.id)
        if each.parent_id in follow and not (row and row.is_own):
            follow.add(each.id)
    return await out_of_shifts(session, sorted(follow), day=day)


async def tell(
    session: AsyncSession, *, person_id: int, hours_id: int, changed: int
) -> HoursTold | None:
    """Nothing of what was decided anew since: that is told by itself."""
    row = await session.get(OfficeHours, hours_id)
    newest = await newest_of(session, row.unit_id) if row else None
    if row is None or newest is None or row.changed_by == person_id:
        return None
    anew = kinds_changed(row.plain(), newest.plain())
    since = {kind: row.holds_from(kind) for kind in read(changed) if kind not in anew}
    if not since:
        return None
    unit = await session.get_one(Unit, row.unit_id)
    return HoursTold(
        person_id=person_id,
        hours_id=row.id,
        unit=await name_of(session, unit),
        hours=row.plain(),
        since=since,
    )
