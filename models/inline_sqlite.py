"""SQLite on the event loop itself: a statement takes less time than handing it to a thread.

The connection has the face of aiosqlite's, which SQLAlchemy's dialect expects. The wait for
another process's lock is polled, never slept out inside SQLite; what takes long goes to a thread.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic
from typing import Any, Self

PATIENCE = 30.0
"""Seconds a transaction waits for another program on the same file."""
LOOK_AGAIN = 0.01
MANY = 2_000
"""Rows of one transaction whose commit takes longer than handing it to a thread and back."""


class Cursor:
    def __init__(self, cursor: sqlite3.Cursor, owner: "Connection") -> None:
        self._cursor = cursor
        self._owner = owner

    async def __aenter__(self) -> Self:
        return self

    @property
    def description(self) -> Any:
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._cursor.lastrowid

    async def execute(self, operation: str, parameters: Sequence[Any] = ()) -> None:
        give_up_at = monotonic() + PATIENCE
        while True:
            try:
                await self._owner.do(self._cursor.execute, operation, parameters)
            except sqlite3.OperationalError as error:
                is_locked = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not is_locked or monotonic() > give_up_at:
                    raise
                await asyncio.sleep(LOOK_AGAIN)
            else:
                return

    async def executemany(self, operation: str, parameters: Sequence[Any]) -> None:
        await self._owner.do(self._cursor.executemany, operation, parameters)

    async def fetchall(self) -> list[Any]:
        rows: list[Any] = await self._owner.do(self._cursor.fetchall)
        return rows

    async def close(self) -> None:
        self._cursor.close()


class Connection:
    """Without implicit transactions: they begin when the engine says BEGIN.

    Where it is `beside` the loop, every statement is carried out in a thread.
    """

    isolation_level = None

    def __init__(self, path: str) -> None:
        self._connection: sqlite3.Connection | None = sqlite3.connect(
            path, timeout=0, isolation_level=None, check_same_thread=False
        )
        self._before = 0
        self.is_beside = False

    def cursor(self) -> Cursor:
        return Cursor(self._open().cursor(), self)

    async def do(self, call: Callable[..., Any], *given: Any) -> Any:
        return await self._beside(call, *given) if self.is_beside else call(*given)

    async def commit(self) -> None:
        """A few rows at once; very many in a thread, so that the loop goes on meanwhile."""
        connection = self._open()
        if connection.total_changes - self._before >= MANY:
            await self._beside(connection.commit)
        else:
            connection.commit()
        self._before = connection.total_changes

    async def _beside(self, call: Callable[..., Any], *given: Any) -> Any:
        """Who is cancelled calls it off, or waits for the commit, so that nothing stays locked."""
        connection = self._open()
        working = asyncio.get_running_loop().run_in_executor(None, partial(call, *given))
        try:
            return await asyncio.shield(working)
        except asyncio.CancelledError:
            if self.is_beside:
                connection.interrupt()
            await asyncio.gather(working, return_exceptions=True)
            if self.is_beside:
                connection.rollback()
            raise

    async def rollback(self) -> None:
        self._open().rollback()

    async def create_function(
        self, name: str, count: int, call: Callable[..., Any], *, deterministic: bool = False
    ) -> None:
        self._open().create_function(name, count, call, deterministic=deterministic)

    async def close(self) -> None:
        self.stop()

    def stop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise ValueError("connection closed")
        return self._connection


async def connect(path: str) -> Connection:
    return Connection(path)
