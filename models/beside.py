"""What is asked of very many rows at once, while the loop goes on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlmodel.ext.asyncio.session import AsyncSession

from models.inline_sqlite import Connection

_ROOMY = "roomy"


@asynccontextmanager
async def beside_the_loop(session: AsyncSession) -> AsyncIterator[None]:
    """SQLite works in a thread meanwhile; a server is waited for, and sorts in memory."""
    pooled = await (await session.connection()).get_raw_connection()
    connection = pooled.driver_connection
    if not isinstance(connection, Connection):
        await _give_room(session)
        yield
        return
    connection.is_beside = True
    try:
        yield
    finally:
        connection.is_beside = False


async def _give_room(session: AsyncSession) -> None:
    """Once for a transaction, and for no longer than it lasts."""
    transaction = session.get_transaction()
    if session.info.get(_ROOMY) is not transaction:
        await (await session.connection()).exec_driver_sql("SET LOCAL work_mem = '64MB'")
        session.info[_ROOMY] = transaction
