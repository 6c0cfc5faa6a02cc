"""Calling the roll of very many: how long it takes, how long the loop stands still, what memory.

`python -m benchmarks.opening [PEOPLE …]`: the row of everybody expected and the question owed to
everybody, in a process of its own, on SQLite and on PostgreSQL (a server without fsync).
The days are planned first, as every tick does before it calls a roll; a process that has just
started then builds the roll's statements too, which the next day's has.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from sqlmodel import func, select

from benchmarks.office import found_street, insist
from bot.notices import owe_notices
from domain.occurrence import Kind
from models.engine import Sessions, open_engine, sessions_of
from models.outbox import Outbox
from models.roll_call import RollAnswer
from services.hours import keepers
from services.occurrence import plan_days
from services.roll_call import open_roll_call
from tests.kit.databases import Postgres

CROWDS = (5_000, 181_000)
TICK = 0.002
ZONE = ZoneInfo("Asia/Shanghai")
CALL = "call"
ROLLS = 2


@dataclass
class Stall:
    """The longest time in which the loop did nothing else."""

    longest: float = 0.0

    async def watch(self) -> None:
        while True:
            since = perf_counter()
            await asyncio.sleep(TICK)
            self.longest = max(self.longest, perf_counter() - since - TICK)


@asynccontextmanager
async def watched() -> AsyncIterator[Stall]:
    stall = Stall()
    watching = asyncio.create_task(stall.watch())
    await asyncio.sleep(10 * TICK)
    try:
        yield stall
    finally:
        await asyncio.sleep(10 * TICK)
        watching.cancel()


async def called(url: str) -> dict[str, float]:
    """In a process that has planned its days and done nothing else."""
    engine = open_engine(url)
    sessions = sessions_of(engine)
    async with sessions.begin() as session:
        await plan_days(session, now=_today() - timedelta(days=1))
    before = _peak()
    async with watched() as stall:
        took, again = [await _called(sessions, days=days) for days in range(ROLLS)]
    await engine.dispose()
    return {"took": took, "again": again, "stall": stall.longest, "grown": _peak() - before}


async def _called(sessions: Sessions, *, days: int) -> float:
    since = perf_counter()
    await _call(sessions, _today() + timedelta(days=days))
    return perf_counter() - since


def _today() -> datetime:
    return datetime.now(UTC).astimezone(ZONE)


async def _call(sessions: Sessions, now: datetime) -> None:
    async with sessions.begin() as session:
        (keeper,) = await keepers(session, kind=Kind.ROLL_CALL, day=now.date())
        notices = await open_roll_call(session, keeper=keeper, due_at=now, now=now)
        await owe_notices(session, notices, now=now, zone=ZONE, language="zh")


def _peak() -> float:
    """MiB that this process ever held; `ru_maxrss` would begin with those of its parent."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


async def measure(url: str, people: int) -> dict[str, float]:
    engine = open_engine(url)
    sessions = sessions_of(engine)
    await found_street(url, sessions, people)
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.opening", CALL, url), stdout=asyncio.subprocess.PIPE
    )
    figures: dict[str, float] = json.loads((await child.communicate())[0])
    for what, table in (("expected", RollAnswer), ("owed", Outbox)):
        insist(f"people {what}", await _count(sessions, table), people * ROLLS)
    await engine.dispose()
    return figures


async def _count(sessions: Sessions, table: type[RollAnswer | Outbox]) -> int:
    async with sessions() as session:
        return (await session.exec(select(func.count()).select_from(table))).one()


@contextmanager
def databases(crowds: Sequence[int]) -> Iterator[list[tuple[str, int, str]]]:
    with tempfile.TemporaryDirectory() as name:
        server = Postgres(Path(name) / "server")
        try:
            yield [
                (kind, people, url)
                for people in crowds
                for kind, url in (
                    ("SQLite", f"sqlite+aiosqlite:///{name}/{people}.db"),
                    ("PostgreSQL", server.fresh()),
                )
            ]
        finally:
            server.stop()


def told(kind: str, people: int, figures: dict[str, float]) -> str:
    return (
        f"{people:>7,} people, {kind:<10} opened in {figures['took']:.2f} s, "
        f"on the next day in {figures['again']:.2f} s; "
        f"the loop stood still for {figures['stall']:.3f} s at most; "
        f"memory grew by {figures['grown']:.0f} MiB"
    )


def main(crowds: Sequence[int]) -> None:
    with databases(crowds) as opened:
        for kind, people, url in opened:
            print(told(kind, people, asyncio.run(measure(url, people))), flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case [str(word), url] if word == CALL:
            print(json.dumps(asyncio.run(called(url))))
        case given:
            main([int(people) for people in given] or CROWDS)
