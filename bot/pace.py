"""The platform's pace: what counts is when a message arrives, so answers' times are kept."""

import asyncio
from collections import deque
from time import monotonic


class Pace:
    """At most `limit` calls within any second; a pause the platform asks for holds everything."""

    def __init__(self, limit: int | None = 30, *, margin: float = 0.02) -> None:
        self._done: deque[float] = deque(maxlen=limit or 1)
        self._limit, self._window = limit, 1.0 + margin
        self._paused_until = 0.0

    async def wait(self) -> None:
        now = monotonic()
        ready = self._paused_until
        if self._limit and len(self._done) == self._limit:
            ready = max(ready, self._done[0] + self._window)
        if ready > now:
            await asyncio.sleep(ready - now)

    def done(self) -> None:
        self._done.append(monotonic())

    def pause(self, seconds: float) -> None:
        self._paused_until = max(self._paused_until, monotonic() + seconds)
