"""One process serves a database: a hold that ends with whoever has it, however they end.

SQLite: a lock on a file beside the database. Not on the database itself, where closing any
descriptor would drop SQLite's own locks. PostgreSQL: an advisory lock of one session.
"""

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from domain.serving import AlreadyServed, Held, HoldLost

Watch = Callable[[], Coroutine[Any, Any, None]]
KEY = 0x6D757374
"""The advisory lock's name among others in the same PostgreSQL database."""
GRACE = 3.0
"""Seconds the server may need to notice that the last holder is dead."""
LOOK_EVERY = 1.0
PATIENCE = 15.0
"""Who is cut off from the database cannot claim anything of it meanwhile."""
_DEAD_SOON = {"tcp_keepalives_idle": "10", "tcp_keepalives_interval": "5"}
_DEAD_SOON["tcp_keepalives_count"] = "3"
"""A holder whose machine vanished is given up after half a minute, not after two hours."""
_TAKE = text("SELECT pg_try_advisory_lock(:key)")
_HELD = text(
    "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = :key"
    " AND classid = 0 AND pid = pg_backend_pid() AND granted)"
)


@asynccontextmanager
async def hold(url: str) -> AsyncIterator[Watch]:
    """Raises AlreadyServed; what is yielded waits, and raises HoldLost if the hold is lost."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        async with _hold_server(parsed) as watch:
            yield watch
    elif parsed.database in {None, "", ":memory:"}:
        yield for_ever
    else:
        with hold_file(Path(str(parsed.database))):
            yield for_ever


@contextmanager
def hold_file(database: Path) -> Iterator[None]:
    """Two names of one file are one hold; the kernel ends it with the process."""
    beside = database.resolve()
    beside.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(f"{beside}.lock", os.O_RDONLY | os.O_CREAT, 0o644)
    try:
        _lock(descriptor)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise AlreadyServed(Held.DATABASE) from None


async def for_ever() -> None:
    await asyncio.Event().wait()


@asynccontextmanager
async def _hold_server(url: URL) -> AsyncIterator[Watch]:
    engine = create_async_engine(
        url,
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
        connect_args={"server_settings": _DEAD_SOON},
    )
    try:
        async with engine.connect() as connection:
            await _take(connection)
            yield lambda: _watch(connection)
    finally:
        await engine.dispose()


async def _take(connection: AsyncConnection) -> None:
    give_up_at = monotonic() + GRACE
    while not await connection.scalar(_TAKE, {"key": KEY}):
        if monotonic() > give_up_at:
            raise AlreadyServed(Held.DATABASE)
        await asyncio.sleep(GRACE / 20)


async def _watch(connection: AsyncConnection) -> None:
    while True:
        await asyncio.sleep(LOOK_EVERY)
        try:
            async with asyncio.timeout(PATIENCE):
                is_held = await connection.scalar(_HELD, {"key": KEY})
        except (SQLAlchemyError, OSError) as error:
            raise HoldLost from error
        if not is_held:
            raise HoldLost
