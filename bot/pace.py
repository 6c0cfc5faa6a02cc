"""The platform's pace: what counts is when a message arrives, so answers' times are kept."""

import math
from collections import deque
from collections.abc import Callable
from time import monotonic


class Pace:
    """At most `limit` calls within any second; a pause the platform asks for holds everything.

    A call on its way may arrive at any moment until it is answered, so it counts as one of them.
    """

    def __init__(
        self,
        limit: int | None = 30,
        *,
        margin: float = 0.015,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._limit, self._window, self._clock = limit, 1.0 + margin, clock
        self._answered: deque[float] = deque()
        self._under_way = 0
        self._paused_until = 0.0

    def room(self) -> float:
        """How many calls may begin now; without a limit, any number."""
        now = self._clock()
        if now < self._paused_until:
            return 0
        if self._limit is None:
            return math.inf
        while self._answered and self._answered[0] + self._window <= now:
            self._answered.popleft()
        return self._limit - len(self._answered) - self._under_way

    def opens_in(self) -> float:
        """Seconds until there is room again, unless a call under way makes it sooner."""
        now = self._clock()
        opens = self._paused_until
        if self.room() <= 0 and self._answered:
            opens = max(opens, self._answered[0] + self._window)
        return max(opens - now, 0.0)

    def begin(self) -> None:
        self._under_way += 1

    def done(self) -> None:
        self._under_way -= 1
        if self._limit is not None:
            self._answered.append(self._clock())

    def pause(self, seconds: float) -> None:
        self._paused_until = max(self._paused_until, self._clock() + seconds)
