"""Presses that wait for their answer, which costs nothing and need not wait for the message."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

AT_ONCE = 32
REMEMBERED = 20_000
PATIENCE = 0.1
"""Seconds that handling waits for the answers of what was handled."""
Handled = asyncio.Future[bool]


@dataclass
class Presses:
    """Held in memory: what a crash forgets is answered when its message goes out."""

    _waiting: deque[str] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    _answered: dict[str, None] = field(default_factory=dict)
    _expected: dict[str, Handled] = field(default_factory=dict)
    _some: asyncio.Event = field(default_factory=asyncio.Event)
    _none: asyncio.Event = field(default_factory=asyncio.Event)
    _is_served: bool = False

    def add(self, press_ids: Iterable[str]) -> None:
        """To be answered by whoever expects them, or else as soon as may be."""
        for press_id in press_ids:
            handled = self._expected.pop(press_id, None)
            if handled is not None and not handled.done():
                handled.set_result(self.takes(press_id))
            else:
                self._waiting.append(press_id)
                self._some.set()
                self._none.clear()

    def over(self, press_ids: Iterable[str]) -> None:
        """Handled, and nothing is to be said beside what is owed."""
        for press_id in press_ids:
            handled = self._expected.pop(press_id, None)
            if handled is not None and not handled.done():
                handled.set_result(False)

    @contextmanager
    def expecting(self, press_id: str) -> Iterator[Handled]:
        """Whoever brought the press may carry its answer back, if it is handled in time."""
        handled = self._expected[press_id] = asyncio.get_running_loop().create_future()
        try:
            yield handled
        finally:
            if self._expected.get(press_id) is handled:
                del self._expected[press_id]

    async def answer_by(self, call: Callable[[str], Coroutine[Any, Any, None]]) -> None:
        """At once: they cost nothing, while the message drawn anew may wait for its place."""
        async with asyncio.TaskGroup() as group:
            for press_id in await self.waiting():
                group.create_task(call(press_id))

    async def waiting(self) -> list[str]:
        """Some that nobody has answered, who will be now."""
        self._is_served = True
        if not self._waiting:
            self._none.set()
            self._some.clear()
            await self._some.wait()
        taken: list[str] = []
        while self._waiting and len(taken) < AT_ONCE:
            if self.takes(press_id := self._waiting.popleft()):
                taken.append(press_id)
        return taken

    async def caught_up(self) -> None:
        """Soon: who is answered first is not kept waiting by those who pressed later."""
        if not self._is_served:
            return
        try:
            async with asyncio.timeout(PATIENCE):
                await self._none.wait()
        except TimeoutError:
            return

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
