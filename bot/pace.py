"""The platform's pace: what counts is when a message arrives, so answers' times are kept."""

import math
from collections import deque
from collections.abc import Callable
from time import monotonic

from bot.chat_pace import ChatPace

IN_A_ROW = 4
"""Notices that were late may follow each other so closely; an answer waits for no more."""


class Pace:
    """At most `limit` calls within any second, none while the line is given time to recover.

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
        self._places, self._filled_at = float(IN_A_ROW), clock()
        self.chats = ChatPace(margin=margin, clock=clock)

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

    def even_room(self) -> float:
        """How many notices may: spread over the second, they leave an answer a place at once."""
        return math.inf if self._limit is None else math.floor(self._filled(self._limit))

    def opens_in(self) -> float:
        """Seconds until there is room again, unless a call under way makes it sooner."""
        now = self._clock()
        opens = self._paused_until
        if self.room() <= 0 and self._answered:
            opens = max(opens, self._answered[0] + self._window)
        return max(opens - now, 0.0)

    def goes_on_in(self) -> float | None:
        """With room left: seconds until more notices may begin, or another chat may hear one."""
        if self._limit is None:
            return None
        places = self._filled(self._limit)
        even = (1 - places) * self._window / self._limit if places < 1 else None
        waits = [wait for wait in (even, self.chats.opens_in()) if wait is not None]
        return min(waits, default=None)

    def begin(self, chat_id: int = 0, method: str = "") -> None:
        self._under_way += 1
        if self._limit is not None:
            self._places = self._filled(self._limit) - 1
            self.chats.begin(chat_id, method)

    def done(self, chat_id: int = 0, method: str = "") -> None:
        self._under_way -= 1
        if self._limit is not None:
            self._answered.append(self._clock())
            self.chats.done(chat_id, method)

    def pause(self, seconds: float) -> None:
        self._paused_until = max(self._paused_until, self._clock() + seconds)

    def _filled(self, limit: int) -> float:
        now = self._clock()
        gained = (now - self._filled_at) * limit / self._window
        self._places, self._filled_at = min(self._places + gained, IN_A_ROW), now
        return self._places
