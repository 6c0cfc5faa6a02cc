"""The platform's pace: what counts is when a message arrives, so answers' times are kept."""

import heapq
import math
from collections import deque
from collections.abc import Callable
from time import monotonic

from bot.chat_pace import ChatPace

FREE = 30
"""Messages a second that cost nothing."""
IN_A_ROW = 3
"""Notices that were late may follow each other so closely: more would make an answer wait."""
WAYS = 100
"""The latest calls, of which the shortest way is known."""
CATCHING_UP = 1.1
"""How much faster than the limit notices are spread, to make good what a stall has cost."""


class Pace:
    """At most `limit` calls within any second, none while the line is given time to recover.

    A call on its way may arrive at any moment until it is answered, so its place is free again a
    second after the answer, less half of the shortest way there and back: the answer itself was
    under way, and so is the next call before it arrives. `ahead` gives places away so many
    seconds before they are free: `begin` then tells how long the call has to wait, and the time to
    prepare it is not lost.
    """

    def __init__(
        self,
        limit: int | None = FREE,
        *,
        margin: float = 0.003,
        ahead: float = 0.0,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._limit, self._window, self._clock = limit, 1.0 + margin, clock
        self._ahead = ahead
        self._free_at = [0.0] * (limit or 0)
        self._ways = deque[float](maxlen=WAYS)
        self._paused_until = 0.0
        self._credit, self._credited_at = float(IN_A_ROW), clock()
        self.chats = ChatPace(margin=margin, clock=clock)

    @property
    def is_paused(self) -> bool:
        return self._clock() < self._paused_until

    def room(self) -> float:
        """How many calls may begin now; without a limit, any number."""
        now = self._clock()
        if self.is_paused:
            return 0
        if self._limit is None:
            return math.inf
        return sum(free_at <= now + self._ahead for free_at in self._free_at)

    def even_room(self) -> float:
        """How many notices may: spread over the second, they leave an answer a place at once."""
        return math.inf if self._limit is None else math.floor(self._credited(self._limit))

    def opens_in(self) -> float:
        """Seconds until there is room again, unless a call under way makes it sooner."""
        now = self._clock()
        opens = self._paused_until
        if self._free_at:
            opens = max(opens, self._free_at[0] - self._ahead)
        return max(opens - now, 0.0)

    def evens_out_in(self) -> float:
        """Seconds until one more notice may begin."""
        if self._limit is None:
            return 0.0
        return max(1 - self._credited(self._limit), 0.0) / (self._limit * CATCHING_UP)

    def begin(self, chat_id: int = 0, method: str = "") -> float:
        """Seconds this call has to wait for its place."""
        if self._limit is None:
            return 0.0
        self._credit = self._credited(self._limit) - 1
        self.chats.begin(chat_id, method)
        return max(heapq.heappop(self._free_at) - self._clock(), 0.0)

    def done(self, chat_id: int = 0, method: str = "", *, took: float = 0.0) -> None:
        """Answered, so many seconds after it was sent."""
        if self._limit is not None:
            self._ways.append(took)
            free_at = self._clock() + self._window - min(self._ways) / 2
            heapq.heappush(self._free_at, free_at)
            self.chats.done(chat_id, method)

    def pause(self, seconds: float) -> None:
        self._paused_until = max(self._paused_until, self._clock() + seconds)

    def _credited(self, limit: int) -> float:
        now = self._clock()
        gained = (now - self._credited_at) * limit * CATCHING_UP
        self._credit, self._credited_at = min(self._credit + gained, IN_A_ROW), now
        return self._credit
