"""SIGKILL at a chosen moment of a real process: forked, so that nothing is imported anew."""

import asyncio
import json
import os
import signal
import traceback
import warnings
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.kit.house import House

Life = Callable[[], Awaitable[object]]
Step = Callable[[], None]


def dies(life: Life) -> bool:
    """Whether this life, in a process of its own, was killed; one that fails is a failure."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        _live(life)
    _, status = os.waitpid(child, 0)
    assert status in {0, int(signal.SIGKILL)}, f"ended with {status}"
    return status != 0


def _live(life: Life) -> None:
    code = 1
    try:
        asyncio.run(_awaited(life))
        code = 0
    except BaseException:  # noqa: BLE001 - the parent sees the exit code alone
        traceback.print_exc()
    finally:
        os._exit(code)


async def _awaited(life: Life) -> None:
    await life()


def killer(at: int) -> Step:
    """Called at every step; at that one the process is gone."""
    steps = count(1)

    def step() -> None:
        if next(steps) == at:
            os.kill(os.getpid(), signal.SIGKILL)

    return step


def watch(engine: AsyncEngine, step: Step) -> None:
    """Before every statement and before every commit."""
    for name in ("before_cursor_execute", "commit"):
        event.listen(engine.sync_engine, name, lambda *_: step())


class Mortal:
    """A house whose process is killed, while the platform and the phones live on."""

    def __init__(self, url: str, folder: Path) -> None:
        self.house = House(url)
        self.journal = folder / "accepted.jsonl"

    def run(self, story: Life) -> Any:
        """A process that begins, sends again what was on the wire, and ends in peace."""

        async def life() -> Any:
            self.house.app = self.house._build()
            await self.house.app.delivery.recover()
            try:
                return await story()
            finally:
                await self.house.close()

        return asyncio.run(life())

    def is_killed(self, story: Life, *, at: int) -> bool:
        """In a process that is gone at that statement, commit or call; what was sent was sent."""
        self.journal.write_text("")

        async def life() -> None:
            self.house.app = self.house._build()
            step = killer(at)
            watch(self.house.app.engine, step)
            self._write_down(step)
            await story()

        killed = dies(life)
        for line in self.journal.read_text("utf-8").splitlines():
            name, values = json.loads(line)
            self.house.telegram.call(self.house.app.bot.token, name, values)
        return killed

    def _write_down(self, step: Step) -> None:
        told = self.house.wire._told

        def heard(bot: Any, name: str, values: dict[str, Any]) -> tuple[int, Any]:
            step()
            status, body = told(bot, name, values)
            if status == 200:
                with self.journal.open("a", encoding="utf-8") as journal:
                    journal.write(json.dumps([name, values]) + "\n")
            step()
            return status, body

        self.house.wire._told = heard  # type: ignore[method-assign]
