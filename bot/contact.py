"""Contact with the platform: after a gap that lost presses, the silent are asked again."""

from dataclasses import dataclass
from datetime import timedelta, tzinfo

import structlog

from bot.clock import Clock
from bot.outgoing import owe_notices
from domain.roll_call import PRESSES_LIVE
from models import beacon
from models.engine import Sessions
from services.roll_call_closing import ask_again

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

    async def heard(self, steady: float) -> None:
        """Called whenever the platform answered; `steady` are seconds that also count in sleep."""
        before, self.steady = self.steady, steady
        if before is None:
            await self._mind_the_gap(await self._silent_since_note())
        elif steady - before > PRESSES_LIVE.total_seconds():
            await self._mind_the_gap(timedelta(seconds=steady - before))
        if before is None or steady - self.noted >= NOTE_EVERY:
            self.noted = steady
            async with self.sessions.begin() as session:
                await beacon.heard(session, self.clock())

    async def _silent_since_note(self) -> timedelta:
        async with self.sessions() as session:
            noted = await beacon.last_heard(session)
        return self.clock() - noted if noted else timedelta(0)

    async def _mind_the_gap(self, gap: timedelta) -> None:
        if gap <= PRESSES_LIVE:
            return
        now = self.clock().astimezone(self.zone)
        async with self.sessions.begin() as session:
            notices = await ask_again(session, since=now - gap, now=now)
            await owe_notices(session, notices, now=now, zone=self.zone, language=self.language)
        log.warning("out of contact", seconds=int(gap.total_seconds()), asked_again=len(notices))
