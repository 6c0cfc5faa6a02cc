"""One process a database and a token: a second `muster run` does not begin."""

import errno
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from hashlib import sha256

import structlog

from bot.settings import Settings, token_of
from domain.serving import AlreadyServed, Held, HoldLost
from models.serving import Watch, hold

log = structlog.get_logger()


async def serve_alone(settings: Settings) -> None:
    """Until told to stop; raises AlreadyServed when another process does it already."""
    async with _alone(settings) as watch:
        from bot.run import run  # noqa: PLC0415 - aiogram takes seconds to load

        await run(settings, watch=watch)


@asynccontextmanager
async def _alone(settings: Settings) -> AsyncIterator[Watch]:
    async with hold(settings.database_url) as still_held:
        with _hold_token(settings):

            async def watch() -> None:
                try:
                    await still_held()
                except HoldLost:
                    log.critical("the hold on the database is lost; another may serve it: ending")
                    raise

            yield watch


@contextmanager
def _hold_token(settings: Settings) -> Iterator[None]:
    """Known on this machine alone, by a name without a file; elsewhere getUpdates tells."""
    if not sys.platform.startswith("linux"):
        yield
        return
    named = sha256(f"muster {settings.api_base} {token_of(settings)}".encode()).hexdigest()
    with socket.socket(socket.AF_UNIX) as held:
        try:
            held.bind(f"\0muster-{named}")
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise AlreadyServed(Held.TOKEN) from None
        yield
