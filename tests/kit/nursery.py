"""Processes without the seconds of their imports: forked from one that has done them."""

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import DupFd

LOOK_AGAIN = 0.005
_FORKS = get_context("forkserver")
_FORKS.set_forkserver_preload(["bot.__main__", "bot.run", "bot.doctor", "tests.kit.nursery"])


class Child:
    """With the face of asyncio's own."""

    def __init__(self, process: BaseProcess) -> None:
        self.process, self.pid = process, process.pid or 0

    @property
    def returncode(self) -> int | None:
        return self.process.exitcode

    async def wait(self) -> int:
        while (code := self.process.exitcode) is None:
            await asyncio.sleep(LOOK_AGAIN)
        return code


def begin(words: Sequence[str], environment: Mapping[str, str], output: int) -> Child:
    """`muster` with these words, that writes both its streams there."""
    lives = _FORKS.Process(target=_live, args=(words, environment, DupFd(output)))
    lives.start()
    return Child(lives)


def _live(words: Sequence[str], environment: Mapping[str, str], output: DupFd) -> None:
    from bot.__main__ import main

    written = output.detach()
    for stream in (1, 2):
        os.dup2(written, stream)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["muster", *words]
    main()
