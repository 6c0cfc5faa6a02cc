"""Muster as the operator runs it: a process of its own, started, killed, started again."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile

from playground.telegram import TOKEN
from tests.kit import nursery
from tests.kit.leak import leaked

ROOT = Path(__file__).parent.parent.parent


class Process:
    """Forked from a process that has done Muster's imports, unless it must do its own."""

    def __init__(self, *, database_url: str, api_base: str, **settings: str) -> None:
        kept = {name: v for name, v in os.environ.items() if not name.startswith("MUSTER_")}
        self.environment = kept | {
            "MUSTER_TOKEN": TOKEN,
            "MUSTER_API_BASE": api_base,
            "MUSTER_DATABASE_URL": database_url,
            "PYTHONPATH": str(ROOT),
            **settings,
        }
        self.written = TemporaryFile("a+b")  # noqa: SIM115 - it lives as long as this
        self.running: nursery.Child | asyncio.subprocess.Process | None = None
        self.output = b""

    async def start(self) -> None:
        await self.says("run")

    async def says(self, *words: str) -> None:
        """`muster` with these words."""
        self.written.truncate(0)
        self.running = nursery.begin(words, self.environment, self.written.fileno())

    async def starts_afresh(self) -> None:
        """With its own imports, as the operator does."""
        self.running = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", "run"),
            env=self.environment,
            stdout=self.written,
            stderr=asyncio.subprocess.STDOUT,
        )

    async def kill(self) -> None:
        """SIGKILL: no handler runs, nothing is tidied."""
        self.sends(signal.SIGKILL)
        await self.ends()

    async def stop(self) -> int:
        """SIGTERM, as a supervisor of processes does; returns the exit code."""
        self.sends(signal.SIGTERM)
        return await self.ends()

    async def leaves(self) -> None:
        """Whatever became of it, nothing of it stays."""
        if self.running:
            await self.stop()
        self.written.close()

    def sends(self, which: signal.Signals) -> None:
        assert self.running
        if self.running.returncode is None:
            os.kill(self.running.pid, which)

    async def ends(self, *, seconds: float = 60) -> int:
        """By itself; returns the exit code."""
        assert self.running
        async with asyncio.timeout(seconds):
            code = await self.running.wait()
        self.written.seek(0)
        self.output += self.written.read()
        assert not leaked([("output", self.output.decode())]), "the token was printed"
        return code


async def until(holds: Callable[[], object], *, seconds: float = 120) -> None:
    """Wait for something on the outside to become true; fails when it does not."""
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0.02)
