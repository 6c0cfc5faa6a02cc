"""What became of one call to the Bot API, in the office's terms."""

import random
from dataclasses import dataclass
from typing import Any

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from bot.wire import NotReached

_HARMLESS = ("message is not modified", "query is too old", "MESSAGE_ID_INVALID")
_NO_MESSAGE = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
)
_GONE = ("chat not found", "user is deactivated", "PEER_ID_INVALID")


@dataclass(frozen=True)
class Accepted:
    message_id: int | None = None
    word: str = "accepted"

    @classmethod
    def by(cls, result: Any) -> "Accepted":
        return cls(result.get("message_id") if isinstance(result, dict) else None)


@dataclass(frozen=True)
class Refused:
    """For good: trying again would be refused again."""

    reason: str
    unreachable: bool = False
    is_gone: bool = False
    word: str = "refused"


@dataclass(frozen=True)
class Moved:
    """A group became a supergroup, which has another id."""

    chat_id: int
    word: str = "moved"


@dataclass(frozen=True)
class Again:
    """The platform asked to wait `seconds`, or something broke on the way, perhaps for all.

    What broke after the request may have arrived; what found no connection was no try at all.
    """

    reason: str
    seconds: float | None = None
    for_all: bool = False
    may_have_arrived: bool = False
    is_counted: bool = True
    word: str = "again"

    @property
    def is_asked(self) -> bool:
        """The platform asked this chat to wait, and nothing is wrong with the line."""
        return self.seconds is not None and not self.for_all

    def wait(self, tries: int) -> float:
        """Seconds until the next try, never the same for two that failed together."""
        if self.seconds is not None:
            return self.seconds
        return min(0.5 * 2.0 ** min(tries, 10), 20.0) * random.uniform(1.0, 1.5)


Outcome = Accepted | Refused | Moved | Again


def judge(error: Exception) -> Outcome:
    """Reasons are the platform's words or the kind of error: neither holds the token or a text."""
    match error:
        case TelegramRetryAfter(retry_after=seconds):
            return Again("too many requests", seconds=float(seconds))
        case TelegramMigrateToChat(migrate_to_chat_id=chat_id):
            return Moved(chat_id)
        case TelegramForbiddenError(message=message):
            return Refused(message, unreachable=True)
        case TelegramBadRequest(message=message):
            return _bad_request(message)
    return _broken(error)


def _broken(error: Exception) -> Outcome:
    match error:
        case TelegramUnauthorizedError():
            return Again("unauthorized: is MUSTER_TOKEN still valid?", seconds=60.0, for_all=True)
        case NotReached():
            return Again("no connection", for_all=True, is_counted=False)
        case TelegramNetworkError() | TimeoutError():
            return Again(_kind(error), for_all=True, may_have_arrived=True)
        case TelegramServerError() | ClientDecodeError():
            return Again(_kind(error), may_have_arrived=True)
    return Refused(_kind(error))


def _kind(error: Exception) -> str:
    return type(error).__name__


def _bad_request(message: str) -> Outcome:
    if any(words in message for words in _HARMLESS):
        return Accepted()
    return Refused(
        message,
        unreachable=any(words in message for words in _GONE),
        is_gone=any(words in message for words in _NO_MESSAGE),
    )
