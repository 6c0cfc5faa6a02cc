"""The Bot API methods Muster speaks, from the names and plain values that rows hold."""

from typing import Any

from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    EditMessageText,
    SendMessage,
    SendPhoto,
    SetMyCommands,
    TelegramMethod,
)
from aiogram.methods.base import Response
from aiogram.types import LinkPreviewOptions

SPOKEN: dict[str, type[TelegramMethod[Any]]] = {
    method.__api_method__: method
    for method in (
        AnswerCallbackQuery,
        EditMessageReplyMarkup,
        EditMessageText,
        SendMessage,
        SendPhoto,
        SetMyCommands,
    )
}


class FetchUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates as raw values: an update of an unknown kind must not stop the batch it is in."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int = 100
    timeout: int = 0
    allowed_updates: list[str] | None = None


_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_SPOKEN_AND_FETCHED: tuple[Any, ...] = (*SPOKEN.values(), FetchUpdates)
_HELD = [Response.__class_getitem__(method.__returning__) for method in _SPOKEN_AND_FETCHED]
"""pydantic keeps these classes weakly: when nobody holds them, each call builds its own anew."""


def method_for(name: str, payload: dict[str, Any]) -> TelegramMethod[Any]:
    values = dict(payload)
    if name in {"sendMessage", "editMessageText"}:
        values["link_preview_options"] = _NO_PREVIEW
    return SPOKEN[name].model_validate(values)
