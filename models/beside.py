"""What is asked of very many rows at once, while the loop goes on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlmodel.ext.asyncio.session import AsyncSession

from models.inline_sqlite import Connection


@asynccontextmanager
async def beside_the_loop(session: AsyncSession) -> AsyncIterator[None]:
    """SQLite works in a thread meanwhile; a server is waited for as always."""
    pooled = await (await session.connection()).get_raw_connection()
    connection = pooled.driver_connection
    if not isinstance(connection, Connection):
        yield
        return
    connection.is_beside = True
    try:
        yield
    finally:
        connection.is_beside = False
