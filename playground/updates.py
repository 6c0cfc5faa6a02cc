"""The queue of what happened, kept for the bot until it is confirmed or too old."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

PRESS_LIFETIME = timedelta(seconds=150)
LIFETIME = timedelta(hours=24)
MOST_UPDATES = 100
LONGEST_WAIT = 50
ON_REQUEST_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
PRESS = "callback_query"
_NEVER = datetime.max.replace(tzinfo=UTC)

Lane = tuple[str, int]


@dataclass(frozen=True)
class Queued:
    id: int
    body: dict[str, Any]
    lane: Lane
    expires: datetime


class UpdateQueue:
    def __init__(self, *, now: Callable[[], datetime], first_id: int = 1) -> None:
        self._now = now
        self._next_id = first_id
        self._queued: dict[int, Queued] = {}
        self._lanes: dict[Lane, dict[int, Queued]] = {}
        self._soonest = _NEVER
        self.allowed: tuple[str, ...] = ()

    def allow(self, kinds: Iterable[str]) -> None:
        self.allowed = tuple(kinds)

    def is_allowed(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ON_REQUEST_ONLY

    def add(self, kind: str, payload: dict[str, Any], *, lane: Lane) -> int:
        """Queues an update and returns its id, or 0 when the bot did not ask for its kind."""
        if not self.is_allowed(kind):
            return 0
        update_id = self._next_id
        self._next_id += 1
        expires = self._now() + (PRESS_LIFETIME if kind == PRESS else LIFETIME)
        self._soonest = min(self._soonest, expires)
        body = {"update_id": update_id, kind: payload}
        one = self._queued[update_id] = Queued(update_id, body, lane, expires)
        self._lanes.setdefault(lane, {})[update_id] = one
        return update_id

    def read(self, *, offset: int, limit: int) -> list[dict[str, Any]]:
        """Forgets what the offset confirms and returns what is next."""
        waiting = self.pending()
        if offset < 0:
            self._forget(waiting[:offset])
        else:
            self._forget([one for one in waiting if one.id < offset])
        most = min(max(limit, 1), MOST_UPDATES)
        return [one.body for one in self.pending()[:most]]

    def pending(self) -> list[Queued]:
        self._expire()
        return list(self._queued.values())

    def lanes(self) -> list[Lane]:
        """Where anything waits, in the order in which it began to."""
        self._expire()
        return list(self._lanes)

    def first(self, lane: Lane) -> Queued | None:
        self._expire()
        return next(iter(self._lanes.get(lane, {}).values()), None)

    def remove(self, update_id: int) -> None:
        if one := self._queued.get(update_id):
            self._forget([one])

    def clear(self) -> None:
        self._queued.clear()
        self._lanes.clear()

    def __len__(self) -> int:
        self._expire()
        return len(self._queued)

    def _forget(self, confirmed: list[Queued]) -> None:
        for one in confirmed:
            del self._queued[one.id], self._lanes[one.lane][one.id]
            if not self._lanes[one.lane]:
                del self._lanes[one.lane]

    def _expire(self) -> None:
        now = self._now()
        if now < self._soonest:
            return
        self._forget([one for one in self._queued.values() if one.expires <= now])
        self._soonest = min((one.expires for one in self._queued.values()), default=_NEVER)
