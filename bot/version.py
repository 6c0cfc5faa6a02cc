"""The version of the tables: a new database gets the newest, an old one only when asked."""

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.settings import Flaw, WrongSetting
from models import schema


async def make_ready(engine: AsyncEngine) -> None:
    """A new database gets its tables; one of another version is left for the operator."""
    version = await schema.current(engine)
    if version is None:
        await schema.upgrade(engine)
    elif version != schema.newest():
        raise WrongSetting("MUSTER_DATABASE_URL", Flaw.VERSION)


async def upgrade(engine: AsyncEngine) -> tuple[str | None, str | None]:
    """Bring the tables to the newest version; returns the version before and after."""
    before = await schema.current(engine)
    await schema.upgrade(engine)
    return before, await schema.current(engine)
