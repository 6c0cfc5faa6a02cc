"""The command menus: what bots set for whom, and which one a person is shown."""

import re
from typing import Any

from playground.arguments import NOT_JSON, Arguments
from playground.refusals import bad_request

LONGEST_COMMAND = 32
LONGEST_DESCRIPTION = 256
MOST_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]+")
_CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})
_SCOPES = _CHAT_SCOPES | {
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators",
}  # fmt: skip

Command = dict[str, str]
Scope = tuple[str, int, int]
DEFAULT: Scope = ("default", 0, 0)
PRIVATE: Scope = ("all_private_chats", 0, 0)
GROUPS: Scope = ("all_group_chats", 0, 0)
GROUP_ADMINISTRATORS: Scope = ("all_chat_administrators", 0, 0)


def read_commands(arguments: Arguments) -> list[Command]:
    commands = arguments.value("commands")
    if commands is NOT_JSON:
        raise bad_request("Can't parse commands JSON object")
    if commands is None:
        return []
    if not isinstance(commands, list):
        raise bad_request("Expected an Array of BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_command(one) for one in commands]


def check_commands(commands: list[Command]) -> None:
    for one in commands:
        if not _COMMAND.fullmatch(one["command"]):
            raise bad_request("BOT_COMMAND_INVALID")


def read_scope(arguments: Arguments) -> Scope:
    scope = arguments.value("scope")
    if scope is None:
        return DEFAULT
    if not isinstance(scope, dict):
        raise bad_request("Can't parse BotCommandScope: expected an Object")
    if "type" not in scope:
        raise bad_request("Can't parse BotCommandScope: Can't find field \"type\"")
    kind = str(scope["type"])
    if kind not in _SCOPES:
        raise bad_request("Can't parse BotCommandScope: Unsupported type specified")
    if kind not in _CHAT_SCOPES:
        return kind, 0, 0
    named = Arguments(scope, {})
    member = named.integer("user_id") if kind == "chat_member" else 0
    return kind, named.integer("chat_id"), member


class Menus:
    def __init__(self) -> None:
        self._menus: dict[tuple[Scope, str], list[Command]] = {}

    def set(self, scope: Scope, language: str, commands: list[Command]) -> None:
        if commands:
            self._menus[scope, language] = commands
        else:
            self.delete(scope, language)

    def get(self, scope: Scope, language: str) -> list[Command]:
        return self._menus.get((scope, language), [])

    def delete(self, scope: Scope, language: str) -> None:
        self._menus.pop((scope, language), None)

    def shown_to(self, user_id: int, language: str) -> list[Command]:
        """The narrowest menu that exists, and in it the person's own language first."""
        return self._narrowest([("chat", user_id, 0), PRIVATE, DEFAULT], language)

    def shown_in(
        self, chat_id: int, user_id: int, language: str, *, administrator: bool
    ) -> list[Command]:
        """In a group the person's own menu comes first, then that of its administrators."""
        own: list[Scope] = [("chat_member", chat_id, user_id)]
        if administrator:
            own.append(("chat_administrators", chat_id, 0))
        wider = [GROUP_ADMINISTRATORS] if administrator else []
        return self._narrowest([*own, ("chat", chat_id, 0), *wider, GROUPS, DEFAULT], language)

    def _narrowest(self, scopes: list[Scope], language: str) -> list[Command]:
        for scope in scopes:
            for code in (language[:2], ""):
                if menu := self.get(scope, code):
                    return menu
        return []


def _command(value: Any) -> Command:
    if not isinstance(value, dict):
        raise bad_request("Can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if not isinstance(value.get(name), str):
            raise bad_request(f"Can't parse BotCommand: Can't find field \"{name}\"")
    command, description = value["command"].removeprefix("/"), value["description"].strip()
    if not command:
        raise bad_request("Command must be non-empty")
    if len(command) > LONGEST_COMMAND:
        raise bad_request(f"Command length must not exceed {LONGEST_COMMAND}")
    if not description:
        raise bad_request("Command description must be non-empty")
    if len(description) > LONGEST_DESCRIPTION:
        raise bad_request(f"Command description length must not exceed {LONGEST_DESCRIPTION}")
    return {"command": command, "description": description}


def read_chat_id(scope: Scope) -> int | None:
    return scope[1] if scope[0] in _CHAT_SCOPES else None
