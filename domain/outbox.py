"""What is on its way to people: messages of which nobody knows whether they arrived."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime

from domain.notice import Notice


def asking_prefix(person_id: int) -> str:
    """How the keys of all questions to one sender begin."""
    return f"held:{person_id}:"


def counted_until(upto: int) -> datetime:
    """The moment up to which a button speaks; what became unknown later has its own message."""
    return datetime.fromtimestamp(upto, UTC)


@dataclass(frozen=True, kw_only=True)
class MessagesHeld(Notice):
    """The sender decides: send again, at the risk of a double, or leave it."""

    names: tuple[str, ...]
    asked_at: datetime

    @property
    def key(self) -> str:
        """New whenever the count is."""
        at = self.asked_at.timestamp()
        return f"{asking_prefix(self.person_id)}{at:.3f}:{len(self.names)}"

    @property
    def upto(self) -> int:
        return math.ceil(self.asked_at.timestamp())

    @property
    def urgent(self) -> bool:
        return True
