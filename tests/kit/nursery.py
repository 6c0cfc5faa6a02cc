"""Muster's process without the seconds of its imports: forked from one that has done them.

As a program it begins a process for every line it reads, and answers with that process's number.
"""

import asyncio
import os
import signal
import sys

from tests.kit.process import ROOT, Process


class Nursed(Process):
    """Started and killed as often as one likes; each is a process of its own."""

    nursery: asyncio.subprocess.Process | None = None
    child = 0

    async def start(self) -> None:
        if self.nursery is None:
            self.nursery = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "tests.kit.nursery"),
                env=self.environment,
                cwd=ROOT,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )
        assert self.nursery.stdin
        assert self.nursery.stdout
        self.nursery.stdin.write(b"\n")
        self.child = int(await self.nursery.stdout.readline())

    async def kill(self) -> None:
        os.kill(self.child, signal.SIGKILL)
        await self._is_gone()

    async def stop(self) -> int:
        os.kill(self.child, signal.SIGTERM)
        await self._is_gone()
        assert self.nursery
        self.nursery.kill()
        return await self.nursery.wait() and 0

    async def _is_gone(self) -> None:
        while self.child:
            try:
                os.kill(self.child, 0)
            except ProcessLookupError:
                self.child = 0
            await asyncio.sleep(0.005)


def begin_on_demand() -> None:
    from bot import logs
    from bot.run import run
    from bot.settings import load
    from models.serving import for_ever

    settings = load()
    logs.set_up()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in sys.stdin:
        if child := os.fork():
            sys.stdout.write(f"{child}\n")
            sys.stdout.flush()
        else:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            asyncio.run(run(settings, watch=for_ever, say=lambda _: None))
            os._exit(0)


if __name__ == "__main__":
    begin_on_demand()
