"""The methods by which a bot changes what it said, takes it back, or answers a press."""

from datetime import timedelta
from typing import Any

from playground.arguments import Arguments
from playground.chats import Access, Chat, Message, find_chat
from playground.formatting import (
    read_caption,
    read_text,
    settle_caption,
    settle_text,
)
from playground.keyboards import Markup, check_markup, read_markup
from playground.methods_messages import admit
from playground.refusals import bad_request
from playground.state import ANSWER_WITHIN, EventKind, State

DELETE_WITHIN = timedelta(hours=48)
LONGEST_ANSWER = 200
_NOT_MODIFIED = (
    "Message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)
_MEDIA = frozenset({"photo", "document"})
_CONTENT = ("text", "entities", "caption", "caption_entities")


def edit_message_text(state: State, arguments: Arguments) -> Message:
    written = read_text(arguments)
    markup = read_markup(arguments)
    chat, message = _editable(state, arguments)
    if "text" not in message:
        raise bad_request("There is no text in the message to edit")
    return _edit(state, chat, message, markup, content=settle_text(written).json("text"))


def edit_message_caption(state: State, arguments: Arguments) -> Message:
    written = read_caption(arguments)
    markup = read_markup(arguments)
    chat, message = _editable(state, arguments)
    if not _MEDIA & message.keys():
        raise bad_request("There is no caption in the message to edit")
    return _edit(state, chat, message, markup, content=settle_caption(written).json("caption"))


def edit_message_reply_markup(state: State, arguments: Arguments) -> Message:
    markup = read_markup(arguments)
    chat, message = _editable(state, arguments)
    content = {name: message[name] for name in _CONTENT if name in message}
    return _edit(state, chat, message, markup, content=content)


def delete_message(state: State, arguments: Arguments) -> bool:
    chat = find_chat(state.chats, arguments)
    message = chat.messages.get(arguments.integer("message_id"))
    if message is None:
        raise bad_request("Message to delete not found")
    _check_deletable(state, chat, message)
    chat.gone[message["message_id"]] = chat.messages.pop(message["message_id"])
    state.tell(EventKind.DELETED, chat_id=chat.id, message=message)
    return True


def answer_callback_query(state: State, arguments: Arguments) -> bool:
    press = state.presses.get(arguments.text("callback_query_id"))
    if press is None or state.now() - press.at > ANSWER_WITHIN:
        raise bad_request("Query is too old and response timeout expired or query ID is invalid")
    text = arguments.text("text")
    if len(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    del state.presses[press.id]
    if text:
        state.chats[press.user_id].popups.append(text)
    alert = arguments.flag("show_alert")
    state.tell(EventKind.ANSWERED, chat_id=press.user_id, text=text, alert=alert)
    return True


def _editable(state: State, arguments: Arguments) -> tuple[Chat, Message]:
    if not arguments.has("chat_id") and not arguments.has("message_id"):
        named = arguments.has("inline_message_id")
        raise bad_request("MESSAGE_ID_INVALID" if named else "Message identifier is not specified")
    chat = find_chat(state.chats, arguments, access=Access.EDIT)
    message = chat.messages.get(arguments.integer("message_id"))
    if message is None:
        raise bad_request("Message to edit not found")
    if message["from"]["id"] != state.bot["id"] or _is_sealed(chat, message):
        raise bad_request("Message can't be edited")
    return chat, message


def _is_sealed(chat: Chat, message: Message) -> bool:
    return message["message_id"] in chat.sealed or "forward_origin" in message


def _check_deletable(state: State, chat: Chat, message: Message) -> None:
    is_old = state.timestamp - message["date"] > DELETE_WITHIN.total_seconds()
    is_own = message["from"]["id"] == state.bot["id"]
    if is_old or not (is_own or chat.may_delete):
        raise bad_request(f"Message can't be deleted{chat.for_everyone}")


def _edit(
    state: State, chat: Chat, message: Message, markup: Markup | None, *, content: dict[str, Any]
) -> Message:
    if markup is not None and not markup.is_inline:
        raise bad_request("Inline keyboard expected")
    check_markup(markup, private=chat.is_private)
    admit(state, chat, markup)
    keyboard = {"reply_markup": markup.body} if markup else {}
    changing = (*_CONTENT, "reply_markup")
    if {name: message[name] for name in changing if name in message} == content | keyboard:
        raise bad_request(_NOT_MODIFIED)
    kept = {name: part for name, part in message.items() if name not in changing}
    edited = kept | {"edit_date": state.timestamp} | content | keyboard
    chat.add(edited)
    state.tell(EventKind.EDITED, chat_id=chat.id, message=edited)
    return edited
