"""What one durable answer to the roll costs, against two ways of giving it without Muster."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Protocol

from benchmarks.durable import Muster
from benchmarks.hooked import HookedBare, HookedMuster
from benchmarks.line import Counted, Platform, platform
from benchmarks.office import insist
from benchmarks.usual import Bare, Plain
from bot import logs
from views.roll_call import AnswerRoll

PEOPLE = 200
REPEATS = 5
WARM_UP = 1
PATIENCE = 60.0
BETWEEN = 1.1
"""Seconds from one to the next: the platform is told of a webhook once a second at most."""


class Way(Protocol):
    """What is measured begins with `serving`, ends when all is accepted and `settled`."""

    name: str
    session: Counted

    async def prepare(self) -> int: ...
    def serving(self) -> AbstractAsyncContextManager[None]: ...
    async def settled(self) -> None: ...
    async def check(self, roll_call_id: int) -> None: ...
    async def close(self) -> None: ...


@dataclass(frozen=True)
class Cost:
    """Milliseconds of one answer; `cpu` is that of every thread of the bot's process."""

    cpu: float
    wall: float


Repeat = dict[str, Cost]


async def measure(way: Way, line: Platform) -> Cost:
    await asyncio.sleep(BETWEEN)
    roll_call_id = await way.prepare()
    way.session.begin()
    await line.press(AnswerRoll(roll_call_id=roll_call_id).pack())
    gc.collect()
    cpu, wall = process_time(), perf_counter()
    async with asyncio.timeout(PATIENCE), way.serving():
        await way.session.complete.wait()
        await way.settled()
        cost = Cost(_each(process_time() - cpu), _each(perf_counter() - wall))
    await way.check(roll_call_id)
    seen = await line.seen()
    for what in ("answered", "edited"):
        insist(f"{what}, says the platform", seen.get(what, 0), PEOPLE)
    return cost


def _each(seconds: float) -> float:
    return seconds * 1000 / PEOPLE


@asynccontextmanager
async def ways(base: str, folder: Path) -> AsyncIterator[Sequence[Way]]:
    sessions = [Counted(base, PEOPLE) for _ in range(5)]
    urls = [f"sqlite+aiosqlite:///{folder / name}.db" for name in ("plain", "muster", "hooked")]
    opened = (
        Bare(sessions[0]),
        Plain(sessions[1], urls[0]),
        Muster(sessions[2], urls[1]),
        HookedBare(sessions[3]),
        HookedMuster(sessions[4], urls[2]),
    )
    try:
        yield opened
    finally:
        for way in opened:
            await way.close()


async def run(folder: Path) -> list[Repeat]:
    """The ways take turns within every repeat; the first repeats only warm up."""
    repeats: list[Repeat] = []
    async with platform(PEOPLE) as line, ways(line.base, folder) as measured:
        for _ in range(REPEATS):
            repeats.append({way.name: await measure(way, line) for way in measured})
    return repeats[WARM_UP:]


def ratio(repeats: Sequence[Repeat], of: str, to: str, *, by: Callable[[Cost], float]) -> float:
    return median(by(repeat[of]) / by(repeat[to]) for repeat in repeats)


def cpu(cost: Cost) -> float:
    return cost.cpu


def wall(cost: Cost) -> float:
    return cost.wall


def spread(repeats: Sequence[Repeat], name: str, *, by: Callable[[Cost], float]) -> str:
    costs = [by(repeat[name]) for repeat in repeats]
    return f"{median(costs):6.2f} ({min(costs):.2f}–{max(costs):.2f})"


def table(repeats: Sequence[Repeat]) -> str:
    bare, plain, muster = Bare.name, Plain.name, Muster.name
    hooked, posted = HookedMuster.name, HookedBare.name
    head = ("one answer", "CPU ms", "wall ms", "CPU ratio", "wall ratio")
    lines = ["{:<16}{:<24}{:<24}{:<12}{}".format(*head)]
    for name in (bare, plain, muster, posted, hooked):
        costs = f"{spread(repeats, name, by=cpu):<24}{spread(repeats, name, by=wall):<24}"
        ratios = [f"{ratio(repeats, name, bare, by=by):.2f}" for by in (cpu, wall)]
        lines.append(f"{name:<16}{costs}{ratios[0]:<12}{ratios[1]}")
    durable = [f"{ratio(repeats, muster, bare, by=by):.2f}" for by in (cpu, wall)]
    usual = f"{ratio(repeats, plain, muster, by=cpu):.2f}"
    lines += [
        "",
        f"Muster / bare = {durable[0]} CPU, {durable[1]} wall; plain / Muster = {usual} CPU",
        f"by webhook, Muster / bare = {ratio(repeats, hooked, posted, by=cpu):.2f} CPU",
    ]
    return "\n".join(lines)


def main() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "log").open("w") as log:
            logs.set_up(log)
            repeats = asyncio.run(run(folder))
    print(f"{PEOPLE} people press at once; medians of {len(repeats)} repeats (least–most)")
    print(table(repeats))


if __name__ == "__main__":
    main()
