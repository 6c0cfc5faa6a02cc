"""Presses that wait for their answer, which costs nothing and need not wait for the message."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

AT_ONCE = 32
"""So many are answered at once, and handling runs no further ahead."""
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
    _moved: asyncio.Event = field(default_factory=asyncio.Event)
    _under_way: int = 0
    _is_served: bool = False

    def add(self, press_ids: Iterable[str]) -> None:
        """To be answered by whoever expects them, or else as soon as may be."""
        for press_id in press_ids:
            handled = self._expected.pop(press_id, None)
            if handled is not None and not handled.done():
                handled.set_result(self.takes(press_id))
            else:
                self._waiting.append(press_id)
                self._moved.set()

    def over(self, press_ids: Iterable[str]) -> None:
        """Handled, and nothing is to be said beside what is owed."""
        for press_id in press_ids:
            _give_up(self._expected.pop(press_id, None))

    @contextmanager
    def expecting(self, press_id: str, *, seconds: float) -> Iterator[Handled]:
        """Whoever brought the press may carry its answer back, if it is handled in time."""
        loop = asyncio.get_running_loop()
        handled = self._expected[press_id] = loop.create_future()
        late = loop.call_later(seconds, _give_up, handled)
        try:
            yield handled
        finally:
            late.cancel()
            if self._expected.get(press_id) is handled:
                del self._expected[press_id]

    async def answer_by(self, call: Callable[[str], Coroutine[Any, Any, None]]) -> None:
        """At once: they cost nothing, while the message drawn anew may wait for its place."""
        self._is_served = True
        async with asyncio.TaskGroup() as group:
            while True:
                for press_id in await self.waiting():
                    self._under_way += 1
                    group.create_task(self._answer(call, press_id))

    async def _answer(
        self, call: Callable[[str], Coroutine[Any, Any, None]], press_id: str
    ) -> None:
        try:
            await call(press_id)
        finally:
            self._under_way -= 1
            self._moved.set()

    async def waiting(self) -> list[str]:
        """Some that nobody has answered, who will be now."""
        while not self._waiting or self._under_way >= AT_ONCE:
            await self._move()
        taken: list[str] = []
        while self._waiting and len(taken) < AT_ONCE - self._under_way:
            if self.takes(press_id := self._waiting.popleft()):
                taken.append(press_id)
        return taken

    async def caught_up(self) -> None:
        """Soon: who is answered first is not kept waiting by those who pressed later."""
        if not self._is_served:
            return
        try:
            async with asyncio.timeout(PATIENCE):
                while len(self._waiting) + self._under_way > AT_ONCE:
                    await self._move()
        except TimeoutError:
            return

    async def _move(self) -> None:
        self._moved.clear()
        await self._moved.wait()

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


def _give_up(handled: Handled | None) -> None:
    if handled is not None and not handled.done():
        handled.set_result(False)
