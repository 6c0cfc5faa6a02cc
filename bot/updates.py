"""An update as it came: whose it is, when it was said, and whether a handler could mean it."""

from datetime import UTC, datetime
from typing import Any, NamedTuple

import structlog
from aiogram import Bot
from aiogram.types import CallbackQuery, Message, Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

from bot.sound import LARGEST_ID, sound
from models.inbox import InboxState, Received

log = structlog.get_logger()


class Whence(NamedTuple):
    """Where an answer goes: the chat, and of a press the message it was made on.

    That message `is_there` when the platform still shows it to us.
    """

    chat_id: int
    press_id: str | None = None
    message_id: int | None = None
    is_there: bool = False
    has_text: bool = False


def whence(event: Message | CallbackQuery) -> Whence:
    chat_id = event.from_user.id if event.from_user else 0
    if isinstance(event, Message):
        return Whence(chat_id)
    on = event.message
    if not isinstance(on, Message):
        return Whence(chat_id, event.id, on.message_id if on else None)
    return Whence(
        chat_id, event.id, on.message_id, is_there=True, has_text=isinstance(on.text, str)
    )


def inbox_row(raw: dict[str, Any], now: datetime) -> dict[str, Any]:
    return {
        "update_id": raw["update_id"],
        "chat_id": _sender(raw),
        "payload": raw,
        "state": InboxState.QUEUED,
        "tries": 0,
        "not_before": now,
        "received_at": now,
    }


def understood(payload: dict[str, Any] | None, bot: Bot, *, update_id: int) -> Update | None:
    """The update, or None for what no handler could mean: other chats, unknown kinds."""
    if payload is None or not _is_private(payload):
        return None
    try:
        update = Update.model_validate(sound(payload), context={"bot": bot})
        _ = update.event_type
    except (ValidationError, UpdateTypeLookupError) as error:
        log.warning("not understood", update_id=update_id, error=type(error).__name__)
        return None
    return update


def pressed_in(payload: dict[str, Any] | None) -> str | None:
    """By which the platform knows the press, if it is one."""
    query = (payload or {}).get("callback_query")
    press_id = query.get("id") if isinstance(query, dict) else None
    return press_id if isinstance(press_id, str) else None


def said_at(row: Received) -> datetime:
    """A message counts from when it was written, a press from when it arrived."""
    written = (row.payload or {}).get("message", {}).get("date")
    said = datetime.fromtimestamp(written, UTC) if written else row.received_at
    return min(said, row.received_at)


def who_asks(raw: dict[str, Any]) -> int | None:
    """The account of whoever typed or pressed something in a chat of their own."""
    is_asked = _is_private(raw) and ("message" in raw or "callback_query" in raw)
    return (_sender(raw) or None) if is_asked else None


def _event(raw: dict[str, Any]) -> dict[str, Any]:
    return next((part for part in raw.values() if isinstance(part, dict)), {})


def _sender(raw: dict[str, Any]) -> int:
    """Updates of one person are one queue, whether typed or pressed."""
    event = _event(raw)
    found = (_part(event, "from") or _part(event, "chat")).get("id", 0)
    return found if isinstance(found, int) and abs(found) <= LARGEST_ID else 0


def _is_private(raw: dict[str, Any]) -> bool:
    event = _event(raw)
    chat = _part(event, "chat") or _part(_part(event, "message"), "chat")
    return bool(chat.get("type", "private") == "private")


def _part(of: dict[str, Any], name: str) -> dict[str, Any]:
    part = of.get(name)
    return part if isinstance(part, dict) else {}
