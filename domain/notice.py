"""What the office has to tell someone: services return it, views draw it, delivery brings it."""

from dataclasses import dataclass
from datetime import datetime

from domain.office import EVERYWHERE, Scope


@dataclass(frozen=True, kw_only=True)
class Notice:
    person_id: int

    @property
    def key(self) -> str | None:
        """Two notices of one key are one message; None for those that may repeat."""
        return None

    @property
    def expires_at(self) -> datetime | None:
        """When the message makes no sense any more."""
        return None

    @property
    def urgent(self) -> bool:
        """Ahead of reminders and the morning's messages."""
        return False

    @property
    def is_spare(self) -> bool:
        """Left out for who has been asked often enough today."""
        return False

    @property
    def account(self) -> int | None:
        """The chat it goes to, whoever it is by now; None for the person's own."""
        return None

    @property
    def spoken(self) -> str | None:
        """The language of that account, where the office knows it."""
        return None

    @property
    def held_for(self) -> int | None:
        """Who decides when nobody knows whether it arrived; None where a double does no harm."""
        return None

    @property
    def redraws(self) -> tuple[str, ...]:
        """Keys of earlier messages to the same person: it stands in the place of each."""
        return ()


@dataclass(frozen=True, kw_only=True)
class ToAccount:
    """Of a Notice: it goes to this account, whoever the person is by now."""

    chat_id: int
    language: str | None

    @property
    def account(self) -> int:
        return self.chat_id

    @property
    def spoken(self) -> str | None:
        return self.language


@dataclass(frozen=True, kw_only=True)
class Circular:
    """One thing to tell many: whom is found by a query, and what each reads when it is sent.

    `about` is stored with every message, and is all that drawing it needs beside the person;
    `among` are the units it goes to, where its rows alone do not say, `scope` that part of the
    office to which it is bounded; `held_for` as of a Notice.
    """

    kind: str
    key: str
    about: dict[str, int]
    expires_at: datetime
    among: tuple[int, ...] = ()
    scope: Scope = EVERYWHERE
    held_for: int | None = None


Owed = Notice | Circular
