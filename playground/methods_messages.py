"""The methods by which a bot speaks: texts, photos, documents, and the sign that it is typing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playground.arguments import NOT_JSON, Arguments
from playground.chats import Access, Chat, Message, find_chat
from playground.files import FileKind, FileStore, StoredFile, Upload
from playground.formatting import (
    read_caption,
    read_text,
    settle_caption,
    settle_text,
)
from playground.keyboards import Markup, check_data, check_markup, read_markup
from playground.locations import read_location
from playground.media import (
    Given,
    document_content,
    find_file,
    photo_content,
    read_file,
    read_photo,
)
from playground.refusals import bad_request
from playground.state import EventKind, State

_ACTIONS = frozenset((
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "record_audio", "upload_audio", "upload_document", "choose_sticker", "find_location",
    "record_video_note", "upload_video_note", "cancel",
))  # fmt: skip
_OF_ITS_PLACE = frozenset((
    "message_id", "from", "chat", "date", "edit_date", "reply_markup", "reply_to_message",
    "has_protected_content",
))  # fmt: skip


@dataclass(frozen=True)
class Post:
    chat: Chat
    markup: Markup | None = None
    reply: Message | None = None
    protected: bool = False
    paid: bool = False


def send_message(state: State, arguments: Arguments) -> Message:
    written = read_text(arguments)
    post = _addressed(state, arguments)
    settled = settle_text(written)
    admit(state, post.chat, post.markup, paid=post.paid)
    return _deliver(state, post, settled.json("text"))


def send_photo(state: State, arguments: Arguments) -> Message:
    given = read_photo(arguments)
    return _send_file(state, arguments, given, FileKind.PHOTO, content=photo_content)


def send_document(state: State, arguments: Arguments) -> Message:
    given = read_file(arguments, "document")
    return _send_file(state, arguments, given, FileKind.DOCUMENT, content=document_content)


def send_location(state: State, arguments: Arguments) -> Message:
    location = read_location(arguments)
    post = _addressed(state, arguments)
    admit(state, post.chat, post.markup, paid=post.paid)
    return _deliver(state, post, {"location": location})


def forward_message(state: State, arguments: Arguments) -> Message:
    chat = find_chat(state.chats, arguments)
    source = find_chat(state.chats, arguments, access=Access.READ, name="from_chat_id")
    original = source.messages.get(arguments.integer("message_id"))
    if original is None:
        raise bad_request("Message to forward not found")
    admit(state, chat, None)
    origin = {"type": "user", "sender_user": original["from"], "date": original["date"]}
    content = {name: part for name, part in original.items() if name not in _OF_ITS_PLACE}
    return _deliver(state, Post(chat), {"forward_origin": origin} | content)


def send_chat_action(state: State, arguments: Arguments) -> bool:
    action = arguments.text("action").lower()
    if action not in _ACTIONS:
        raise bad_request("Wrong parameter action in request")
    chat = find_chat(state.chats, arguments)
    if refusal := chat.refusal():
        raise refusal
    state.tell(EventKind.TYPING, chat_id=chat.id, text=action)
    return True


def admit(state: State, chat: Chat, markup: Markup | None, *, paid: bool = False) -> None:
    """What the platform's own servers say, after everything else was found in order."""
    if refusal := chat.refusal():
        raise refusal
    state.pace.spend(chat.id, paid=paid)
    check_data(markup)


def _send_file(
    state: State,
    arguments: Arguments,
    given: Given,
    kind: FileKind,
    *,
    content: Callable[[FileStore, Upload | StoredFile], dict[str, Any]],
) -> Message:
    written = read_caption(arguments)
    post = _addressed(state, arguments)
    found = find_file(state.files, given, kind=kind)
    settled = settle_caption(written)
    admit(state, post.chat, post.markup, paid=post.paid)
    return _deliver(state, post, content(state.files, found) | settled.json("caption"))


def _addressed(state: State, arguments: Arguments) -> Post:
    markup = read_markup(arguments)
    chat = find_chat(state.chats, arguments)
    reply = _reply_target(chat, arguments)
    check_markup(markup, private=chat.is_private)
    protected, paid = (
        arguments.flag(name) for name in ("protect_content", "allow_paid_broadcast")
    )
    return Post(chat, markup, reply, protected, paid)


def _reply_target(chat: Chat, arguments: Arguments) -> Message | None:
    parameters = arguments.value("reply_parameters")
    if parameters is NOT_JSON:
        raise bad_request("Can't parse reply parameters JSON object")
    named = Arguments(parameters, {}) if isinstance(parameters, dict) else arguments
    field = "message_id" if isinstance(parameters, dict) else "reply_to_message_id"
    message_id = named.integer(field)
    if not message_id:
        return None
    target = chat.messages.get(message_id)
    if target is None and not named.flag("allow_sending_without_reply"):
        raise bad_request("Message to be replied not found")
    return target and {key: part for key, part in target.items() if key != "reply_to_message"}


def _deliver(state: State, post: Post, content: dict[str, Any]) -> Message:
    message: Message = {
        "message_id": next(state.message_ids),
        "from": state.bot,
        "chat": post.chat.json,
        "date": state.timestamp,
    }
    if post.reply is not None:
        message["reply_to_message"] = post.reply
    message |= content
    if post.protected:
        message["has_protected_content"] = True
    if post.markup is not None and post.markup.is_inline:
        message["reply_markup"] = post.markup.body
    post.chat.add(message)
    is_laid = post.chat.lay(post.markup, message_id=message["message_id"])
    state.tell(EventKind.SENT, chat_id=post.chat.id, message=message)
    if is_laid:
        state.tell(EventKind.KEYBOARD, chat_id=post.chat.id)
    return message
