"""A phone and what lies on it, as the page draws them."""

from dataclasses import asdict
from typing import Any

from playground.keyboards import Button, Markup
from playground.phones import Phone
from playground.web.office import Person

SHOWN_MESSAGES = 200
SHOWN_POPUPS = 20
_REQUESTS = {"request_contact": "contact", "request_location": "location"}

Json = dict[str, Any]


def chat_json(phone: Phone, person: Person) -> Json:
    return asdict(person) | {
        "language": phone.language_code,
        "blocked": phone.has_blocked,
        "messages": phone.messages[-SHOWN_MESSAGES:],
        "commands": commands_json(phone),
        "popups": phone.popups[-SHOWN_POPUPS:],
        **keyboard_json(phone),
    }


def keyboard_json(phone: Phone) -> Json:
    return {"keyboard": _keyboard(phone.markup), "force_reply": phone.asks_reply}


def commands_json(phone: Phone) -> list[Json]:
    return [{"command": name, "description": text} for name, text in phone.commands()]


def _keyboard(markup: Markup | None) -> Json | None:
    if markup is None:
        return None
    rows: list[list[Button]] = markup.body[markup.kind]
    return {
        "buttons": [[_button(button) for button in row] for row in rows],
        "placeholder": markup.body.get("input_field_placeholder", ""),
        "one_time": bool(markup.body.get("one_time_keyboard")),
    }


def _button(button: Button) -> Json:
    asked = (word for name, word in _REQUESTS.items() if button.get(name))
    return {"text": button["text"], "request": next(asked, None)}
