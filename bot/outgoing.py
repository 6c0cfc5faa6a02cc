"""Screens and notices turned into the outbox rows that will carry them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

import views.registry  # noqa: F401  (registers everything that can be drawn)
from bot.updates import Whence
from domain.notice import Notice
from domain.text import utf16_length
from models.outbox import Lane, OutboxState
from views.screen import Menu, Reply, Row, Screen

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_POPUP = 200
Rows = list[dict[str, Any]]


def reply_rows(whence: Whence, reply: Reply | Screen, *, now: datetime) -> Rows:
    """What answers one update: the screen, and the command menu if it changed."""
    screen, menu = (reply.screen, reply.menu) if isinstance(reply, Reply) else (reply, None)
    rows = _screen_rows(whence, screen)
    if menu:
        rows.append(_menu_row(whence.chat_id, menu))
    return [_row(whence.chat_id, Lane.ANSWER, now, **row) for row in rows]


def settled_rows(whence: Whence, message_ids: Iterable[int], *, now: datetime) -> Rows:
    """Buttons that were answered elsewhere are taken away; the pressed message is drawn anew."""
    chat_id = whence.chat_id
    return [
        _row(
            chat_id,
            Lane.ANSWER,
            now,
            method="editMessageReplyMarkup",
            payload=_bare(chat_id, sent),
        )
        for sent in message_ids
        if sent != whence.message_id
    ]


def _bare(chat_id: int, message_id: int) -> dict[str, Any]:
    return {"chat_id": chat_id, "message_id": message_id}


def notice_rows(chat_id: int, notice: Notice, screen: Screen, now: datetime) -> Rows:
    lane = Lane.URGENT if notice.urgent else Lane.NOTICE
    about = {
        "person_id": notice.person_id or None,
        "expires_at": notice.expires_at,
        "held_for": notice.held_for,
    }
    said = _sent(chat_id, screen) + ([_menu_row(chat_id, screen.menu)] if screen.menu else [])
    rows = [_row(chat_id, lane, now, **row, **about) for row in said]
    for part, row in enumerate(rows):
        row["key"] = part_key(notice.key, part) if notice.key else None
    return rows


def part_key(key: str, part: int) -> str:
    """Of a text in several messages the first has the key of the whole."""
    return f"{key}#{part}" if part else key


def _screen_rows(whence: Whence, screen: Screen) -> Rows:
    if whence.press_id is None:
        return _sent(whence.chat_id, screen)
    if screen.alert:
        return _popup_rows(whence, screen)
    first, *more = _sent(whence.chat_id, screen)
    first["press_id"] = whence.press_id
    has_file = screen.photo or screen.file or screen.document
    stays = screen.anew or has_file or _has_keyboard(screen)
    if whence.has_text and not stays:
        first["method"] = "editMessageText"
        first["payload"]["message_id"] = whence.message_id
    return [first, *more, *(_over(whence) if screen.ends else [])]


def _popup_rows(whence: Whence, screen: Screen) -> Rows:
    popup = {"callback_query_id": whence.press_id, "show_alert": True}
    popup["text"] = _head(screen.whole, MAX_POPUP)
    rows: Rows = [{"method": "answerCallbackQuery", "payload": popup}]
    return [*rows, *(_over(whence) if screen.ends else [])]


def _over(whence: Whence) -> Rows:
    """The pressed message loses its buttons."""
    if not (whence.is_there and whence.message_id):
        return []
    bare = _bare(whence.chat_id, whence.message_id)
    return [{"method": "editMessageReplyMarkup", "payload": bare}]


def _has_keyboard(screen: Screen) -> bool:
    return bool(screen.asks_contact or screen.asks_location or screen.forgets_keyboard)


def _sent(chat_id: int, screen: Screen) -> Rows:
    if screen.forgets_keyboard and screen.buttons:
        first = replace(screen, text="", buttons=())
        rest = replace(screen, title="", forgets_keyboard=False)
        return [*_sent(chat_id, first), *_sent(chat_id, rest)]
    if screen.photo:
        return _shown(chat_id, screen, "sendPhoto", {"photo": screen.photo})
    if screen.file:
        return _shown(chat_id, screen, "sendDocument", {"document": screen.file})
    if screen.document:
        return _shown(chat_id, screen, "sendDocument", {"document": screen.document})
    text, entities = _body(screen)
    *firsts, last = split(text)
    rows: Rows = [
        {"method": "sendMessage", "payload": {"chat_id": chat_id, "text": part}} for part in firsts
    ]
    payload = {"chat_id": chat_id, "text": last} | _dressed(screen, [] if firsts else entities)
    if firsts and entities:
        rows[0]["payload"]["entities"] = entities
    return [*rows, {"method": "sendMessage", "payload": payload}]


def _shown(chat_id: int, screen: Screen, method: str, what: dict[str, Any]) -> Rows:
    """A picture or a file with the text below it, as far as that is taken; the rest follows."""
    text, entities = _body(screen)
    caption = _head(text, MAX_CAPTION)
    payload = {"chat_id": chat_id, **what, "caption": caption} | _dressed(screen, entities)
    rest = split(text[len(caption) :]) if text[len(caption) :].strip() else []
    more = ({"chat_id": chat_id, "text": part} for part in rest)
    first = {"method": method, "payload": payload}
    return [first, *({"method": "sendMessage", "payload": payload} for payload in more)]


def _body(screen: Screen) -> tuple[str, list[dict[str, Any]]]:
    if not screen.title:
        return screen.text, []
    bold = {"type": "bold", "offset": 0, "length": utf16_length(screen.title)}
    return screen.whole, [bold]


def _dressed(screen: Screen, entities: list[dict[str, Any]]) -> dict[str, Any]:
    is_caption = screen.photo or screen.file or screen.document
    named = "caption_entities" if is_caption else "entities"
    dress: dict[str, Any] = {named: entities} if entities else {}
    if label := screen.asks_contact or screen.asks_location:
        wanted = "request_contact" if screen.asks_contact else "request_location"
        button = {"text": label, wanted: True}
        keyboard = {"keyboard": [[button]], "resize_keyboard": True, "one_time_keyboard": True}
        return dress | {"reply_markup": keyboard}
    if screen.forgets_keyboard:
        return dress | {"reply_markup": {"remove_keyboard": True}}
    return dress | ({"reply_markup": _inline(screen.buttons)} if screen.buttons else {})


def _inline(rows: Iterable[Row]) -> dict[str, Any]:
    return {
        "inline_keyboard": [
            [{"text": button.label, "callback_data": button.press.pack()} for button in row]
            for row in rows
        ]
    }


def word_rows(chat_id: int, screen: Screen, *, key: str, now: datetime) -> Rows:
    """A word that answers nothing in particular, said once under its key."""
    return [_row(chat_id, Lane.ANSWER, now, **row, key=key) for row in _sent(chat_id, screen)]


def owed_menu(chat_id: int, menu: Menu, *, now: datetime) -> dict[str, Any]:
    """A command menu nobody waits for: it goes behind everything else."""
    return _row(chat_id, Lane.NOTICE, now, **_menu_row(chat_id, menu))


def _menu_row(chat_id: int, menu: Menu) -> dict[str, Any]:
    commands = [{"command": name, "description": text} for name, text in menu.commands]
    scope = {"type": "chat", "chat_id": chat_id}
    if not commands:
        return {"method": "deleteMyCommands", "payload": {"scope": scope}}
    return {"method": "setMyCommands", "payload": {"commands": commands, "scope": scope}}


def _row(chat_id: int, lane: Lane, now: datetime, **row: Any) -> dict[str, Any]:
    blank = dict.fromkeys(("person_id", "key", "press_id", "expires_at", "held_for"))
    kept = {"state": OutboxState.QUEUED, "tries": 0, "not_before": now, "created_at": now}
    return {"chat_id": chat_id, "lane": lane, **blank, **kept, **row}


def split(text: str, limit: int = MAX_TEXT) -> list[str]:
    """Parts of at most `limit` UTF-16 units, cut at line ends where there are any."""
    parts, rest = [], text
    while utf16_length(rest) > limit:
        head = _head(rest, limit)
        cut = head.rfind("\n")
        at = cut + 1 if cut > 0 else len(head)
        parts.append(rest[:at].rstrip("\n"))
        rest = rest[at:].lstrip("\n")
    return [*parts, rest]


def _head(text: str, limit: int) -> str:
    low, high = 0, min(len(text), limit)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if utf16_length(text[:middle]) <= limit else (low, middle - 1)
    return text[:low]
