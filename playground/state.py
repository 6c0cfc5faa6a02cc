"""Everything the platform remembers, in one place, and whom it tells when something changes."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import count
from typing import Any

from playground.chats import Chat, Message, timestamp
from playground.files import FileStore
from playground.menus import Menus
from playground.pace import Limits, Pace
from playground.updates import Lane, UpdateQueue

ANSWER_WITHIN = timedelta(seconds=60)
_LISTENING = frozenset({"getUpdates", "getWebhookInfo"})


class EventKind(StrEnum):
    SENT = "sent"
    EDITED = "edited"
    DELETED = "deleted"
    ANSWERED = "answered"
    TYPING = "typing"
    QUEUED = "queued"
    WEBHOOK = "webhook"
    MEMBERSHIP = "membership"
    KEYBOARD = "keyboard"
    COMMANDS = "commands"


@dataclass(frozen=True)
class Event:
    kind: EventKind
    chat_id: int = 0
    message: Message | None = None
    update_id: int = 0
    text: str = ""
    alert: bool = False


@dataclass(frozen=True)
class Call:
    at: datetime
    method: str
    chat_id: int
    ok: bool
    error: str = ""
    paid: bool = False


@dataclass
class Press:
    id: str
    user_id: int
    at: datetime


@dataclass
class Webhook:
    url: str
    secret: str
    max_connections: int
    error: str = ""
    failed_at: datetime | None = None


@dataclass
class State:
    now: Callable[[], datetime]
    token: str
    bot: dict[str, Any]
    limits: Limits | None
    chats: dict[int, Chat] = field(default_factory=dict)
    files: FileStore = field(default_factory=FileStore)
    menus: Menus = field(default_factory=Menus)
    presses: dict[str, Press] = field(default_factory=dict)
    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=10_000))
    spoken: int = 0
    webhook: Webhook | None = None
    webhook_set_at: datetime | None = None
    message_ids: Iterator[int] = field(default_factory=lambda: count(1))
    group_ids: Iterator[int] = field(default_factory=lambda: count(-4_001, -1))
    press_ids: Iterator[int] = field(default_factory=lambda: count(4_100_000_000_000))
    listeners: list[Callable[[Event], object]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.updates = UpdateQueue(now=self.now, first_id=100_000_001)
        self.pace = Pace(self.limits, now=self.now)

    @property
    def timestamp(self) -> int:
        return timestamp(self.now())

    def tell(self, kind: EventKind, **what: Any) -> None:
        event = Event(kind, **what)
        for listener in tuple(self.listeners):
            listener(event)

    def note(self, call: Call) -> None:
        """Every call is remembered for a while; those that say something are counted for good."""
        self.calls.append(call)
        if call.method not in _LISTENING:
            self.spoken += 1

    def queue(self, kind: str, payload: dict[str, Any], *, lane: Lane) -> int:
        update_id = self.updates.add(kind, payload, lane=lane)
        if update_id:
            self.tell(EventKind.QUEUED, chat_id=lane[1], update_id=update_id)
        return update_id
