"""What one person's flood costs the others: how long they wait for an answer, without and with it.

`python -m benchmarks.flood [SECONDS]`: two rounds of so many seconds on a real process. In both,
ten others a second ask for their day; in the second, one more person sends a hundred messages a
second. The aim is a p99 of the others within twice that of the quiet round.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from time import monotonic

from benchmarks.office import found_street, insist
from benchmarks.platform import FIRST_ID
from models.engine import open_engine, sessions_of
from playground.server import BotApiServer
from playground.state import Event, EventKind
from playground.telegram import TOKEN, Telegram

PEOPLE = 300
WARM = 15
"""Seconds before the first round, in which the day is planned and opened."""
ASKED = 10
"""Others a second."""
FLOOD = 100
"""Messages a second by one."""
AT_ONCE = 10
"""A hundred a second come as ten in each tenth."""


class Street:
    def __init__(self) -> None:
        self.telegram = Telegram(now=lambda: datetime.now(UTC))
        self.phones = [self._phone(number) for number in range(PEOPLE)]
        self.asked: dict[int, float] = {}
        self.waits: list[float] = []
        self.telegram.subscribe(self._hears)

    def _phone(self, number: int) -> object:
        phone = self.telegram.phone(FIRST_ID + number, f"队员{number + 1}")
        phone.has_started()
        return phone

    def _hears(self, event: Event) -> None:
        is_answer = event.kind is EventKind.SENT and event.message["from"]["is_bot"]  # type: ignore[index]
        if is_answer and event.chat_id in self.asked:
            self.waits.append(monotonic() - self.asked.pop(event.chat_id))

    def asks(self, number: int) -> None:
        phone = self.telegram.phones[FIRST_ID + number]
        self.asked[phone.user_id] = monotonic()
        phone.says("/today")

    async def others_ask(self, seconds: int) -> list[float]:
        """One after another; returns how long each waited, in order."""
        self.waits.clear()
        for turn in range(seconds * ASKED):
            self.asks(1 + turn % (PEOPLE - 1))
            await asyncio.sleep(1 / ASKED)
        async with asyncio.timeout(60):
            while self.asked:
                await asyncio.sleep(0.05)
        insist("answers", len(self.waits), seconds * ASKED)
        return sorted(self.waits)

    async def one_floods(self) -> None:
        phone = self.telegram.phones[FIRST_ID]
        while True:
            for _ in range(AT_ONCE):
                phone.says("/help")
            await asyncio.sleep(AT_ONCE / FLOOD)


@asynccontextmanager
async def served(base: str, url: str) -> AsyncIterator[None]:
    given = {"MUSTER_TOKEN": TOKEN, "MUSTER_API_BASE": base, "MUSTER_DATABASE_URL": url}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        env={**os.environ, **given},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        await process.wait()


async def found(url: str) -> None:
    engine = open_engine(url)
    await found_street(url, sessions_of(engine), PEOPLE)
    await engine.dispose()


async def measure(seconds: int) -> tuple[list[float], list[float]]:
    street = Street()
    server = BotApiServer(street.telegram)
    await server.start()
    with tempfile.TemporaryDirectory() as folder:
        await found(url := f"sqlite+aiosqlite:///{folder}/muster.db")
        async with served(server.base, url), asyncio.TaskGroup() as group:
            await street.others_ask(WARM)
            quiet = await street.others_ask(seconds)
            flooding = group.create_task(street.one_floods())
            flooded = await street.others_ask(seconds)
            flooding.cancel()
    await server.stop()
    return quiet, flooded


def told(name: str, waits: list[float]) -> str:
    p50, p99 = waits[len(waits) // 2], waits[int(len(waits) * 0.99)]
    return f"{name}: {len(waits)} asked, p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms"


async def main(seconds: int) -> None:
    quiet, flooded = await measure(seconds)
    print(told("nobody floods", quiet))
    print(told(f"one sends {FLOOD} a second", flooded))
    at = int(len(quiet) * 0.99)
    print(f"p99 of the others: {flooded[at] / quiet[at]:.2f} times that of the quiet round")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 30))
