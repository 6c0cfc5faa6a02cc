"""The methods about the bot itself: who it is, its menus, its chats, its files."""

from typing import Any

from playground.arguments import Arguments
from playground.chats import Access, find_chat
from playground.files import LARGEST_DOWNLOAD
from playground.menus import (
    Command,
    Scope,
    check_commands,
    read_chat_id,
    read_commands,
    read_scope,
)
from playground.refusals import bad_request
from playground.state import EventKind, State

_ABILITIES = {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
    "has_topics_enabled": False,
    "allows_users_to_create_topics": False,
    "can_manage_bots": False,
}
_CHAT_DETAILS = {
    "accent_color_id": 0,
    "max_reaction_count": 11,
    "accepted_gift_types": {
        "unlimited_gifts": True,
        "limited_gifts": True,
        "unique_gifts": True,
        "premium_subscription": True,
        "gifts_from_channels": True,
    },
}


def get_me(state: State, _: Arguments) -> dict[str, Any]:
    return state.bot | _ABILITIES


def leave_server(_: State, __: Arguments) -> bool:
    return True


def get_chat(state: State, arguments: Arguments) -> dict[str, Any]:
    return find_chat(state.chats, arguments, access=Access.READ).json | _CHAT_DETAILS


def get_file(state: State, arguments: Arguments) -> dict[str, Any]:
    if not arguments.has("file_id"):
        raise bad_request("File_id not specified")
    stored = state.files.get(arguments.text("file_id"))
    if stored.size > LARGEST_DOWNLOAD:
        raise bad_request("File is too big")
    return {
        "file_id": stored.id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
        "file_path": stored.path,
    }


def set_my_commands(state: State, arguments: Arguments) -> bool:
    commands = read_commands(arguments)
    scope = _scope(state, arguments)
    check_commands(commands)
    state.menus.set(scope, arguments.text("language_code"), commands)
    state.tell(EventKind.COMMANDS, chat_id=read_chat_id(scope) or 0)
    return True


def get_my_commands(state: State, arguments: Arguments) -> list[Command]:
    return state.menus.get(_scope(state, arguments), arguments.text("language_code"))


def delete_my_commands(state: State, arguments: Arguments) -> bool:
    scope = _scope(state, arguments)
    state.menus.delete(scope, arguments.text("language_code"))
    state.tell(EventKind.COMMANDS, chat_id=read_chat_id(scope) or 0)
    return True


def _scope(state: State, arguments: Arguments) -> Scope:
    scope = read_scope(arguments)
    if (chat_id := read_chat_id(scope)) is not None:
        named = Arguments({"chat_id": chat_id}, {})
        chat = find_chat(state.chats, named, access=Access.READ)
        if chat.is_private and scope[0] != "chat":
            raise bad_request("Can't use specified scope in private chats")
    return scope
