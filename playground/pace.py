"""How fast a bot may speak: in all, to one person, and to a group."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from playground.refusals import too_many


@dataclass(frozen=True)
class Limits:
    per_second: float = 30
    per_chat: float = 1
    burst: int = 5
    per_group_minute: float = 20
    paid_per_second: float = 1000


@dataclass
class Bucket:
    """Fills at `rate` a second up to `size`; every message takes one."""

    rate: float
    size: float
    level: float
    filled_at: datetime | None = None

    def fill(self, now: datetime) -> None:
        if self.filled_at is not None and now > self.filled_at:
            passed = (now - self.filled_at).total_seconds()
            self.level = min(self.size, self.level + passed * self.rate)
        self.filled_at = now

    def wait(self) -> float:
        return 0.0 if self.level >= 1 else (1 - self.level) / self.rate


def _full(rate: float, size: float) -> Bucket:
    return Bucket(rate, size, size)


Buckets = defaultdict[int, Bucket]


class Pace:
    def __init__(self, limits: Limits | None, *, now: Callable[[], datetime]) -> None:
        self._now = now
        self.limits = limits

    @property
    def limits(self) -> Limits | None:
        return self._limits

    @limits.setter
    def limits(self, limits: Limits | None) -> None:
        self._limits = limits
        if limits is not None:
            self._all = _full(limits.per_second, limits.per_second)
            self._paid = _full(limits.paid_per_second, limits.paid_per_second)
            self._chats: Buckets = defaultdict(partial(_full, limits.per_chat, limits.burst))
            minute = limits.per_group_minute
            self._groups: Buckets = defaultdict(partial(_full, minute / 60, minute))

    def spend(self, chat_id: int, *, paid: bool = False) -> None:
        """Counts one message to a chat, or refuses it without counting; who pays may do more."""
        if self._limits is None:
            return
        buckets = [self._paid if paid else self._all, self._chats[chat_id]]
        if chat_id < 0:
            buckets.append(self._groups[chat_id])
        for bucket in buckets:
            bucket.fill(self._now())
        wait = max(bucket.wait() for bucket in buckets)
        if wait > 0:
            raise too_many(wait)
        for bucket in buckets:
            bucket.level -= 1
