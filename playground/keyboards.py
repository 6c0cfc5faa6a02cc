"""Keyboards as bots write them: read, judged, and kept in the form people press."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from playground.arguments import NOT_JSON, Arguments
from playground.links import checked_link
from playground.refusals import bad_request

LONGEST_DATA = 64
WIDEST_ROW = 12
MOST_INLINE = 100
MOST_REPLY = 300
_REQUESTS = (
    "request_contact", "request_location", "request_users", "request_chat", "request_poll",
)  # fmt: skip
_INLINE_KEYS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text",
    "callback_game", "pay",
)  # fmt: skip
_INLINE_OBJECTS = frozenset((
    "web_app", "login_url", "switch_inline_query_chosen_chat", "copy_text", "callback_game",
))  # fmt: skip
_REPLY_FLAGS = (
    "resize_keyboard", "one_time_keyboard", "is_persistent", "selective",
    "input_field_placeholder",
)  # fmt: skip

Button = dict[str, Any]
Rows = list[list[Button]]


class MarkupKind(StrEnum):
    INLINE = "inline_keyboard"
    REPLY = "keyboard"
    REMOVE = "remove_keyboard"
    FORCE = "force_reply"


_WITH_BUTTONS = frozenset({MarkupKind.INLINE, MarkupKind.REPLY})


@dataclass(frozen=True)
class Markup:
    kind: MarkupKind
    body: dict[str, Any]

    @property
    def is_inline(self) -> bool:
        return self.kind is MarkupKind.INLINE

    @property
    def buttons(self) -> list[Button]:
        rows = self.body[self.kind] if self.kind in _WITH_BUTTONS else []
        return [button for row in rows for button in row]


def read_markup(arguments: Arguments) -> Markup | None:
    """The keyboard as far as its JSON goes; an empty inline keyboard means none."""
    body = arguments.value("reply_markup")
    if body is None:
        return None
    if body is NOT_JSON:
        raise bad_request("Can't parse reply keyboard markup JSON object")
    if not isinstance(body, dict):
        raise bad_request("Object expected as reply markup")
    if body.get(MarkupKind.REPLY) is not None:
        return _reply(body)
    if body.get(MarkupKind.INLINE) is not None:
        rows = _rows(body[MarkupKind.INLINE], MarkupKind.INLINE, _inline_button)
        return Markup(MarkupKind.INLINE, {"inline_keyboard": rows}) if rows else None
    for kind in (MarkupKind.REMOVE, MarkupKind.FORCE):
        if body.get(kind):
            return Markup(kind, body)
    return None


def check_markup(markup: Markup | None, *, private: bool) -> None:
    """What the platform's first half looks at once it knows the chat."""
    for button in markup.buttons if markup else []:
        if markup and markup.is_inline:
            _check_inline(button)
        else:
            _check_reply(button, private=private)
    most = MOST_INLINE if markup and markup.is_inline else MOST_REPLY
    if markup and len(markup.buttons) > most:
        raise bad_request("Reply markup is too long")


def check_data(markup: Markup | None) -> None:
    """What only the platform's own servers refuse."""
    for button in markup.buttons if markup and markup.is_inline else []:
        if len(button.get("callback_data", "").encode()) > LONGEST_DATA:
            raise bad_request("BUTTON_DATA_INVALID")


def _reply(body: dict[str, Any]) -> Markup | None:
    rows = _rows(body[MarkupKind.REPLY], MarkupKind.REPLY, _reply_button)
    flags = {name: body[name] for name in _REPLY_FLAGS if body.get(name)}
    return Markup(MarkupKind.REPLY, {"keyboard": rows} | flags) if rows else None


def _rows(value: Any, name: str, read: Callable[[Any], Button]) -> Rows:
    if not isinstance(value, list):
        raise bad_request(f'Field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in value):
        raise bad_request(f'Field "{name}" must be an Array of Arrays')
    rows = [[read(button) for button in row][:WIDEST_ROW] for row in value]
    return [row for row in rows if row]


def _inline_button(value: Any) -> Button:
    prefix = "Can't parse inline keyboard button: "
    if not isinstance(value, dict):
        raise bad_request(f"{prefix}InlineKeyboardButton must be an Object")
    button = {"text": _text_of(value, prefix)}
    for key in _INLINE_KEYS:
        given = value.get(key)
        if given or (given is not None and key.startswith("switch_inline_query")):
            return button | {key: _action(key, given)}
    raise bad_request(f"{prefix}Text buttons are unallowed in the inline keyboard")


def _action(key: str, given: Any) -> Any:
    if key not in _INLINE_OBJECTS:
        return given if given is True else str(given)
    if not isinstance(given, dict):
        raise bad_request(
            f'Can\'t parse inline keyboard button: Field "{key}" must be of type Object'
        )
    return given


def _reply_button(value: Any) -> Button:
    if isinstance(value, str):
        return {"text": value}
    prefix = "Can't parse keyboard button: "
    if not isinstance(value, dict):
        raise bad_request(f"{prefix}KeyboardButton must be an Object")
    button: Button = {"text": _text_of(value, prefix)}
    return button | {name: value[name] for name in (*_REQUESTS, "web_app") if value.get(name)}


def _text_of(value: dict[str, Any], prefix: str) -> str:
    text = value.get("text")
    if text is None:
        raise bad_request(f'{prefix}Can\'t find field "text"')
    if isinstance(text, bool | dict | list):
        raise bad_request(f'{prefix}Field "text" must be of type String')
    return str(text)


def _check_inline(button: Button) -> None:
    if not button["text"].strip():
        raise bad_request("Inline keyboard button text must be non-empty")
    if "url" in button:
        link, reason = checked_link(button["url"])
        if link is None:
            raise bad_request(f"Inline keyboard button URL '{button['url']}' is invalid: {reason}")
        button["url"] = link
    if "web_app" in button:
        url = str(button["web_app"].get("url", ""))
        link, reason = checked_link(url)
        if link is None or not link.startswith("https://"):
            reason = reason if link is None else "Only HTTPS links are allowed"
            raise bad_request(f"Inline keyboard button Web App URL '{url}' is invalid: {reason}")


def _check_reply(button: Button, *, private: bool) -> None:
    if not button["text"].strip():
        raise bad_request("Keyboard button text must be non-empty")
    for name, what in (("request_contact", "phone number"), ("request_location", "location")):
        if button.get(name) and not private:
            raise bad_request(f"{what} can be requested in private chats only")
