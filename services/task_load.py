"""The load of each person in the units that somebody holds."""

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member, Scope
from domain.people import page_within
from domain.task_load import PAGE, LoadPage
from domain.when import Period
from models import task_load
from services.summary import roots_of


async def loads_of(
    session: AsyncSession, *, me: Member, unit_id: int | None, period: Period, page: int
) -> LoadPage:
    roots = await roots_of(session, me=me, unit_id=unit_id)
    scope = Scope(paths=tuple(root.path for root in roots))
    count, least, most = await task_load.span_of_loads(session, scope=scope, period=period)
    page = page_within(page, count=count, size=PAGE)
    found = await task_load.loads(
        session, scope=scope, period=period, first=page * PAGE, size=PAGE
    )
    chosen = roots[0] if len(roots) == 1 else None
    return LoadPage(
        unit_id=chosen.id if chosen else None,
        unit=chosen.name if chosen else "",
        period=period,
        page=page,
        count=count,
        least=least,
        most=most,
        loads=tuple(found),
    )
