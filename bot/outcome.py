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
class Again:
    """The platform asked to wait `seconds`, or something broke on the way, perhaps for all."""

    reason: str
    seconds: float | None = None
    for_all: bool = False
    word: str = "again"

    def wait(self, tries: int) -> float:
        """Seconds until the next try."""
        return self.seconds if self.seconds is not None else min(0.5 * 2 ** min(tries, 10), 30.0)


Outcome = Accepted | Refused | Again


def judge(error: Exception) -> Outcome:
    """Reasons are the platform's words or the kind of error: neither holds the token or a text."""
    match error:
        case TelegramRetryAfter(retry_after=seconds):
            return Again("too many requests", seconds=float(seconds))
        case TelegramUnauthorizedError():
            return Again("unauthorized: is MUSTER_TOKEN still valid?", seconds=60.0, for_all=True)
        case TelegramServerError() | TelegramNetworkError() | ClientDecodeError() | TimeoutError():
            is_line = isinstance(error, TelegramNetworkError | TimeoutError)
            return Again(type(error).__name__, for_all=is_line)
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
        is_gone=any(words in message for words in _NO_MESSAGE),
    )
