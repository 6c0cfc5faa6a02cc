"""`muster erase`: one person who has left is made unknown."""

import typer

from bot.clock import now
from bot.console import say, warn
from bot.settings import Settings
from bot.version import make_ready
from domain.erasure import ErasureRefused
from models.engine import Sessions, open_engine, sessions_of
from services.erasure import erase, find_leaver
from views import erasure as view
from views.texts import Texts


async def erase_person(whom: str, settings: Settings, t: Texts, *, asks: bool) -> int:
    """Returns the exit code: 0 when it is done, 1 when nothing was changed."""
    engine = open_engine(settings.database_url)
    try:
        await make_ready(engine)
        return await _erase(sessions_of(engine), whom.strip(), t, asks=asks)
    except ErasureRefused as refused:
        warn(view.refusal(refused, t))
        return 1
    finally:
        await engine.dispose()


async def _erase(sessions: Sessions, whom: str, t: Texts, *, asks: bool) -> int:
    """The question is asked outside any transaction: nobody waits for the operator."""
    async with sessions.begin() as session:
        leaver = await find_leaver(session, whom)
    if asks and not typer.confirm(view.sure(leaver, t)):
        say(view.left_as_is(t))
        return 1
    async with sessions.begin() as session:
        leaver = await find_leaver(session, str(leaver.person_id))
        await erase(session, leaver, called=view.called(leaver, t), now=now())
    say(view.erased(leaver, t))
    return 0
