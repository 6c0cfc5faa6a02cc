"""Contact with the platform: after a gap that lost presses, the silent are asked again."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta, tzinfo

import structlog

from bot.clock import Clock
from bot.notices import owe_notices
from domain.roll_call_outage import PRESSES_LIVE
from models import beacon
from models.engine import Sessions
from services.roll_call_outage import after_outage

log = structlog.get_logger()
NOTE_EVERY = 30.0


@dataclass
class Contact:
    """Gaps are measured on the machine's steady clock, and across restarts by the last note."""

    sessions: Sessions
    clock: Clock
    zone: tzinfo
    language: str
    steady: float | None = None
    noted: float = 0.0
    first: asyncio.Event = field(default_factory=asyncio.Event)

    async def heard(self, steady: float) -> None:
        """Called whenever the platform answered; `steady` are seconds that also count in sleep."""
        is_first = self.steady is None
        gap = timedelta(seconds=steady - (self.steady or 0.0)) if not is_first else timedelta(0)
        if is_first or gap > PRESSES_LIVE or steady - self.noted >= NOTE_EVERY:
            await self._note(gap, is_first=is_first)
            self.noted = steady
        self.steady = steady
        self.first.set()

    async def _note(self, gap: timedelta, *, is_first: bool) -> None:
        """In one transaction, so that a crash in between asks nobody twice."""
        now = self.clock().astimezone(self.zone)
        async with self.sessions.begin() as session:
            if is_first and (noted := await beacon.last_heard(session)):
                gap = now - noted
            if gap > PRESSES_LIVE:
                notices = await after_outage(session, since=now - gap, now=now)
                await owe_notices(
                    session, notices, now=now, zone=self.zone, language=self.language
                )
                log.warning("out of contact", seconds=int(gap.total_seconds()), told=len(notices))
            await beacon.heard(session, now)
