"""A statement is compiled once for all tests, not once for each: engines share what they know."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import LRUCache

ROOM = 2_000
_DIALECTS: dict[str, Any] = {}
_COMPILED: LRUCache[Any, Any] = LRUCache(ROOM)


def compile_once(engine: AsyncEngine) -> None:
    """What is compiled is kept by the dialect that it was compiled for."""
    inner = engine.sync_engine
    inner.dialect = inner.pool._dialect = _DIALECTS.setdefault(inner.dialect.name, inner.dialect)
    inner.update_execution_options(compiled_cache=_COMPILED)
