"""SQLite on the event loop itself: a statement takes less time than handing it to a thread.

The connection has the face of aiosqlite's, which SQLAlchemy's dialect expects. Only the wait for
another process's lock is asynchronous: it is polled, never slept out inside SQLite.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any, Self

PATIENCE = 30.0
"""Seconds a transaction waits for another program on the same file."""
LOOK_AGAIN = 0.01
MANY = 2_000
"""Rows of one transaction whose commit takes longer than handing it to a thread and back."""


class Cursor:
    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

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
                self._cursor.execute(operation, parameters)
            except sqlite3.OperationalError as error:
                is_locked = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not is_locked or monotonic() > give_up_at:
                    raise
                await asyncio.sleep(LOOK_AGAIN)
            else:
                return

    async def executemany(self, operation: str, parameters: Sequence[Any]) -> None:
        self._cursor.executemany(operation, parameters)

    async def fetchall(self) -> list[Any]:
        return self._cursor.fetchall()

    async def close(self) -> None:
        self._cursor.close()


class Connection:
    """Without implicit transactions: they begin when the engine says BEGIN."""

    isolation_level = None

    def __init__(self, path: str) -> None:
        self._connection: sqlite3.Connection | None = sqlite3.connect(
            path, timeout=0, isolation_level=None, check_same_thread=False
        )
        self._before = 0

    def cursor(self) -> Cursor:
        return Cursor(self._open().cursor())

    async def commit(self) -> None:
        """A few rows at once; very many in a thread, so that the loop goes on meanwhile."""
        connection = self._open()
        if connection.total_changes - self._before >= MANY:
            await asyncio.to_thread(connection.commit)
        else:
            connection.commit()
        self._before = connection.total_changes

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
