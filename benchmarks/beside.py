"""Another process of the same benchmark, asked and answering in lines of JSON."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Beside:
    """`base` is where it serves: the first line that it says."""

    base: str
    process: asyncio.subprocess.Process

    async def asks(self, **what: object) -> dict[str, Any]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(what).encode() + b"\n")
        answer: dict[str, Any] = json.loads(await self.process.stdout.readline())
        return answer


@asynccontextmanager
async def beside(module: str, *words: object) -> AsyncIterator[Beside]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *map(str, words)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=2**24,
    )
    assert process.stdin
    assert process.stdout
    try:
        yield Beside((await process.stdout.readline()).decode().strip(), process)
    finally:
        process.stdin.close()
        await process.wait()
