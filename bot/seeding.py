"""`muster seed`: an invented office in an empty database."""

from bot.clock import now
from bot.console import say, warn
from bot.settings import Settings
from bot.version import make_ready
from domain.seeding import OfficeNotEmpty
from models.engine import open_engine, sessions_of
from services.seeding import seed_office
from views import command_line as view
from views.texts import Texts


async def fill(settings: Settings, t: Texts, *, people: int, days: int, number: int) -> int:
    """Returns the exit code: 0 when the office stands, 1 when nothing was written."""
    engine = open_engine(settings.database_url)
    try:
        await make_ready(engine)
        async with sessions_of(engine).begin() as session:
            done = await seed_office(
                session,
                people=people,
                days=days,
                number=number,
                now=now().astimezone(settings.zone),
            )
    except OfficeNotEmpty:
        warn(view.not_empty(t))
        return 1
    finally:
        await engine.dispose()
    say(*view.seeded(done, t))
    return 0
