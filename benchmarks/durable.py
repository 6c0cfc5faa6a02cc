"""The answer as Muster gives it: received, handled and sent, each in a transaction."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from benchmarks.line import Counted
from benchmarks.office import answered, call_roll, count, found_street, insist
from bot.app import build
from bot.pace import Pace
from bot.settings import Settings
from models.inbox import Inbox, InboxState
from models.outbox import Outbox, OutboxState
from playground.telegram import TOKEN

LOOK_AGAIN = 0.003
REST = 0.05
"""Seconds in which the loops fall idle, so that none is stopped inside a transaction."""


class Muster:
    """Poller, intake and delivery as `muster run` runs them, with no limit to the pace."""

    name = "Muster"

    def __init__(self, session: Counted, url: str) -> None:
        self.session, self.url, self.rounds = session, url, 0
        settings = Settings(token=TOKEN, database_url=url, _env_file=None)
        self.app = build(settings, session=session, pace=Pace(limit=None))

    async def prepare(self) -> int:
        self.rounds += 1
        if self.rounds == 1:
            await found_street(self.url, self.app.sessions, self.session.wanted)
        return await call_roll(self.app.sessions, self.session.wanted, slot=self.rounds)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        app = self.app
        async with asyncio.TaskGroup() as group:
            works = (app.poller.run(), app.intake.run(), app.delivery.run())
            tasks = [group.create_task(work) for work in works]
            yield
            await asyncio.sleep(REST)
            for task in tasks:
                task.cancel()

    async def settled(self) -> None:
        """The last answer is known as sent: its commit comes after its acceptance."""
        while await self._sent() < self.session.wanted * self.rounds:
            await asyncio.sleep(LOOK_AGAIN)

    async def check(self, roll_call_id: int) -> None:
        sessions, wanted = self.app.sessions, self.session.wanted
        insist("answers stored", await answered(sessions, roll_call_id), wanted)
        done = await count(sessions, Inbox, InboxState.DONE)
        insist("updates done", done, wanted * self.rounds)
        insist("messages sent", await self._sent(), wanted * self.rounds)

    async def close(self) -> None:
        await self.app.close()

    async def _sent(self) -> int:
        return await count(self.app.sessions, Outbox, OutboxState.SENT)
