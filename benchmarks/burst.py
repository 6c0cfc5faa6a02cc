"""Everybody presses within a minute, or within ten seconds: how long they wait for the answer.

`python -m benchmarks.burst [PEOPLE]`: Muster as the operator runs it, a process of its own on
loopback with SQLite. The crowd and the platform are another process on the same machine: they
share its cores. A press is answered at once, 30 messages a second are drawn anew: also without the
platform's limits and with `MUSTER_PAID_BROADCAST=1000`, since for those nobody can pay.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from benchmarks.beside import Beside, beside
from benchmarks.office import answered, call_roll, found_street, insist
from domain.occurrence import Kind, OccurrenceState
from models.engine import Sessions, open_engine, sessions_of
from models.occurrence import Occurrence
from playground.telegram import TOKEN
from tests.kit.live import free_address
from views.roll_call import AnswerRoll

PEOPLE = 5_000
SPANS = (60.0, 10.0)
PATIENCE = 240.0
START = 60.0
SECRET = "a-secret-of-the-office"  # noqa: S105


class Way(NamedTuple):
    seconds: float
    by_webhook: bool
    is_limited: bool = True

    def __str__(self) -> str:
        way_in = "by webhook" if self.by_webhook else "by polling"
        return f"{way_in}, {'with the limits' if self.is_limited else 'without limits'}"


WAYS = (
    *(Way(seconds, by_webhook) for by_webhook in (False, True) for seconds in SPANS),
    *(Way(min(SPANS), by_webhook, is_limited=False) for by_webhook in (False, True)),
)


@asynccontextmanager
async def muster(base: str, url: str, way: Way) -> AsyncIterator[None]:
    settings = {"TOKEN": TOKEN, "API_BASE": base, "DATABASE_URL": url}
    if not way.is_limited:
        settings["PAID_BROADCAST"] = "1000"
    if way.by_webhook:
        address = free_address()
        settings |= {"LISTEN": address, "WEBHOOK_URL": f"http://{address}"}
        settings["WEBHOOK_SECRET"] = SECRET
    named = {f"MUSTER_{name}": value for name, value in settings.items()}
    with tempfile.TemporaryFile() as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"), env=os.environ | named, stdout=log, stderr=log
        )
        try:
            yield
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


async def prepare(url: str, sessions: Sessions, people: int) -> int:
    """A street with a roll to answer, and nothing else due today, whatever day it is."""
    await found_street(url, sessions, people)
    now = datetime.now(UTC)
    day = now.astimezone(ZoneInfo("Asia/Shanghai")).date()
    async with sessions.begin() as session:
        for kind in (Kind.ROLL_CALL, Kind.REVIEW):
            done = Occurrence(kind=kind, unit_id=1, day=day, due_at=now, until=now)
            done.state = OccurrenceState.DONE
            session.add(done)
    return await call_roll(sessions, people, slot=1)


async def measure(people: int, way: Way) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'muster.db'}"
        engine = open_engine(url)
        try:
            roll_call_id = await prepare(url, sessions := sessions_of(engine), people)
            async with beside("benchmarks.crowd", people) as line:
                question = AnswerRoll(roll_call_id=roll_call_id).pack()
                await line.asks(ask=question, limited=way.is_limited)
                async with muster(line.base, url, way):
                    figures = await _pressed(line, people, way)
            insist("answers stored", await answered(sessions, roll_call_id), people)
        finally:
            await engine.dispose()
    return figures


async def _pressed(line: Beside, people: int, way: Way) -> dict[str, Any]:
    seen = "answers" if way.is_limited else "edits"
    async with asyncio.timeout(START):
        while not (await line.asks())["heard"]:
            await asyncio.sleep(0.2)
    await asyncio.sleep(1.0)
    await line.asks(press=way.seconds)
    await asyncio.sleep(way.seconds)
    async with asyncio.timeout(PATIENCE):
        while len((figures := await line.asks())[seen]) < people:
            await asyncio.sleep(1.0)
    return figures


def told(people: int, way: Way, figures: dict[str, Any]) -> str:
    drawn = figures["edits"]
    said = f"{people:,} people within {figures['pressing']:.0f} s {way}: "
    said += f"press answered {_waits(figures['answers'])}, at most {figures['most']} a second; "
    said += (
        f"{len(drawn):,} drawn anew by then" if way.is_limited else f"drawn anew {_waits(drawn)}"
    )
    return f"{said}; {figures['refused']} refused (429)"


def _waits(waits: Sequence[float]) -> str:
    p50, p99 = (waits[int(len(waits) * part)] for part in (0.5, 0.99))
    return f"p50 {p50:.3f} s, p99 {p99:.3f} s"


async def main(people: int) -> None:
    for way in WAYS:
        print(told(people, way, await measure(people, way)), flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE))
