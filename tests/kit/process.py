"""Muster as the operator runs it: a process of its own, started, killed, started again."""

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

from playground.telegram import TOKEN
from tests.kit.leak import leaked

ROOT = Path(__file__).parent.parent.parent


class Process:
    def __init__(self, *, database_url: str, api_base: str, **settings: str) -> None:
        kept = {name: v for name, v in os.environ.items() if not name.startswith("MUSTER_")}
        self.environment = kept | {
            "MUSTER_TOKEN": TOKEN,
            "MUSTER_API_BASE": api_base,
            "MUSTER_DATABASE_URL": database_url,
            "PYTHONPATH": str(ROOT),
            **settings,
        }
        self.running: asyncio.subprocess.Process | None = None
        self.output = b""

    async def start(self) -> None:
        self.running = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", "run"),
            env=self.environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    async def kill(self) -> None:
        """SIGKILL: no handler runs, nothing is tidied."""
        assert self.running
        self.running.kill()
        await self._gone()

    async def stop(self) -> int:
        """SIGTERM, as a supervisor of processes does; returns the exit code."""
        assert self.running
        if self.running.returncode is None:
            self.running.terminate()
        return await self._gone()

    async def ends(self, *, seconds: float = 60) -> int:
        """By itself; returns the exit code."""
        async with asyncio.timeout(seconds):
            return await self._gone()

    async def _gone(self) -> int:
        assert self.running
        rest, _ = await self.running.communicate()
        self.output += rest
        assert not leaked([("output", self.output.decode())]), "the token was printed"
        return self.running.returncode or 0


async def until(holds: Callable[[], object], *, seconds: float = 120) -> None:
    """Wait for something on the outside to become true; fails when it does not."""
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0.02)
