"""Who has decided, for whoever comes second."""

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.refusals import DecidedAlready
from models.application import Application
from models.contest import Contest
from models.leave import Leave
from models.person import Person


async def decided_already(
    session: AsyncSession, row: Application | Contest | Leave
) -> DecidedAlready:
    by = await session.get(Person, row.decided_by) if row.decided_by else None
    return DecidedAlready(by=by.name if by else "", state=row.state)
