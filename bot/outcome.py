"""What became of one call to the Bot API, in the office's terms."""

from dataclasses import dataclass
from typing import Any

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import Message

_HARMLESS = ("message is not modified", "query is too old", "MESSAGE_ID_INVALID")
_NEW_MESSAGE = (
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
        return cls(result.message_id if isinstance(result, Message) else None)


@dataclass(frozen=True)
class Refused:
    """For good: trying again would be refused again."""

    reason: str
    unreachable: bool = False
    needs_new_message: bool = False
    word: str = "refused"


@dataclass(frozen=True)
class Again:
    """The platform asked to wait `seconds`, or something broke on the way."""

    reason: str
    seconds: float | None = None
    word: str = "again"


Outcome = Accepted | Refused | Again


def judge(error: Exception) -> Outcome:
    """Reasons are the platform's words or the kind of error: neither holds the token or a text."""
    match error:
        case TelegramRetryAfter(retry_after=seconds):
            return Again("too many requests", seconds=float(seconds))
        case TelegramUnauthorizedError():
            return Again("unauthorized: is MUSTER_TOKEN still valid?", seconds=60.0)
        case TelegramServerError() | TelegramNetworkError() | ClientDecodeError() | TimeoutError():
            return Again(type(error).__name__)
        case TelegramForbiddenError(message=message):
            return Refused(message, unreachable=True)
        case TelegramBadRequest(message=message):
            return _bad_request(message)
    return Refused(type(error).__name__)


def _bad_request(message: str) -> Outcome:
    if any(words in message for words in _HARMLESS):
        return Accepted()
    return Refused(
        message,
        unreachable=any(words in message for words in _GONE),
        needs_new_message=any(words in message for words in _NEW_MESSAGE),
    )
