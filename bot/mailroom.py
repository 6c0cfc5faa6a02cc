"""What came is stored before the platform may forget it, with what came at the same moment."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.clock import Clock
from bot.flood import Flood, ask_for_patience
from bot.updates import inbox_row
from models import inbox
from models.engine import Sessions

log = structlog.get_logger()


@dataclass
class _Sack:
    """Updates that share a commit; `over` says whether it came about."""

    updates: list[dict[str, Any]] = field(default_factory=list)
    over: asyncio.Future[bool] | None = None


@dataclass
class Mailroom:
    sessions: Sessions
    clock: Clock
    zone: tzinfo
    language: str
    spoken: asyncio.Event
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    flood: Flood = field(default_factory=Flood)
    _open: _Sack = field(default_factory=_Sack)

    async def keep(self, updates: Sequence[dict[str, Any]]) -> None:
        """Whoever comes first stores what came meanwhile; if that fails, each stores their own."""
        sack = self._open
        sack.updates += updates
        if sack.over is not None:
            is_kept = await asyncio.shield(sack.over)
        else:
            is_kept = await self._store_shared(sack, own=len(updates))
        if not is_kept:
            await self._store(_Sack([*updates]))

    async def _store_shared(self, sack: _Sack, *, own: int) -> bool:
        over: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        sack.over = over
        try:
            await asyncio.sleep(0)
            await self._store(sack)
            over.set_result(True)
        except DBAPIError:
            if len(sack.updates) == own:
                raise
        finally:
            if not over.done():
                over.set_result(False)
        return over.result()

    async def _store(self, sack: _Sack) -> None:
        """More may come into it until the transaction has begun."""
        try:
            async with self.sessions.begin() as session:
                _ = await session.connection()
                self._close(sack)
                flooding = await self._write(session, sack.updates)
        finally:
            self._close(sack)
        self.arrived.set()
        if flooding:
            log.warning("turned away what one person sent too much of", people=len(flooding))
            self.spoken.set()

    def _close(self, sack: _Sack) -> None:
        if sack is self._open:
            self._open = _Sack()

    async def _write(self, session: AsyncSession, updates: Sequence[dict[str, Any]]) -> set[int]:
        """Returns whose updates were turned away."""
        now = self.clock()
        rows = [inbox_row(raw, now) for raw in updates]
        flooding = await self.flood.turn_away(session, rows, now=now)
        await inbox.keep(session, rows)
        await ask_for_patience(session, flooding, now=now, zone=self.zone, language=self.language)
        return flooding
