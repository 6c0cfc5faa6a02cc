"""Everything that happened lately, numbered, so that a page that was away can go on reading."""

import asyncio
import json
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import time_ns
from typing import Any

REMEMBERED = 5_000
STATES = ("clock", "line", "figures")
"""Only the newest of these says anything."""

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Entry:
    id: int
    name: str
    data: Data

    def encoded(self) -> bytes:
        data = json.dumps(self.data, ensure_ascii=False)
        return f"id: {self.id}\nevent: {self.name}\ndata: {data}\n\n".encode()


class Feed:
    def __init__(self, *, remembered: int = REMEMBERED) -> None:
        self._entries: deque[Entry] = deque(maxlen=remembered)
        self._states: dict[str, Data] = {}
        self._bell = asyncio.Event()
        self.newest = time_ns() // 1_000_000
        """The first number is later than any of an earlier process."""

    def publish(self, name: str, data: Data) -> None:
        self.newest += 1
        self._entries.append(Entry(self.newest, name, data))
        if name in STATES:
            self._states[name] = data
        self._bell.set()
        self._bell = asyncio.Event()

    def state(self, name: str) -> Data | None:
        return self._states.get(name)

    def opening(self) -> list[Entry]:
        """What a page that has just opened must know."""
        return [Entry(self.newest, name, data) for name, data in self._states.items()]

    def after(self, seen: int) -> Sequence[Entry] | None:
        """What came later; None where some of it is forgotten or the number is not ours."""
        oldest = self._entries[0].id if self._entries else self.newest + 1
        if not oldest - 1 <= seen <= self.newest:
            return None
        skipped = seen - oldest + 1
        return [entry for at, entry in enumerate(self._entries) if at >= skipped]

    async def rings(self, seen: int, *, within: float) -> bool:
        """Whether something came after this within so many seconds."""
        if self.newest > seen:
            return True
        try:
            async with asyncio.timeout(within):
                await self._bell.wait()
        except TimeoutError:
            return False
        return True
