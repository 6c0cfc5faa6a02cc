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
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class FetchUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates as raw values: an update of an unknown kind must not stop the batch it is in."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int = 100
    timeout: int = 0
    allowed_updates: list[str] | None = None


def method_for(name: str, payload: dict[str, Any]) -> TelegramMethod[Any]:
    values = dict(payload)
    if name in {"sendMessage", "editMessageText"}:
        values["link_preview_options"] = _NO_PREVIEW
    return SPOKEN[name].model_validate(values)
