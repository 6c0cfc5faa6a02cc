"""Presses that wait for their answer, which costs nothing and need not wait for the message."""

import asyncio
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

AT_ONCE = 16
REMEMBERED = 20_000


@dataclass
class Presses:
    """Held in memory: what a crash forgets is answered when its message goes out."""

    _waiting: deque[str] = field(default_factory=deque)
    _answered: dict[str, None] = field(default_factory=dict)
    _some: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, press_ids: Iterable[str]) -> None:
        self._waiting += press_ids
        self._some.set()

    async def waiting(self) -> list[str]:
        """Some that nobody has answered, who will be now."""
        await self._some.wait()
        taken: list[str] = []
        while self._waiting and len(taken) < AT_ONCE:
            if self.takes(press_id := self._waiting.popleft()):
                taken.append(press_id)
        if not self._waiting:
            self._some.clear()
        return taken

    def takes(self, press_id: str) -> bool:
        """Whoever asks first answers it; nobody else does."""
        if press_id in self._answered:
            return False
        self._answered[press_id] = None
        if len(self._answered) > REMEMBERED:
            del self._answered[next(iter(self._answered))]
        return True

    def failed(self, press_id: str) -> None:
        """It goes with its message then."""
        self._answered.pop(press_id, None)
