"""The platform's chats: who is on the other side, what was written, which keyboard lies open."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any

from playground.arguments import Arguments
from playground.keyboards import Markup, MarkupKind
from playground.refusals import Refused, bad_request, forbidden

Message = dict[str, Any]


class Access(IntEnum):
    """How near a bot wants to come; the platform refuses the nearer ones first."""

    READ = 1
    EDIT = 2
    WRITE = 3


@dataclass
class Chat:
    id: int
    title: str
    language_code: str = ""
    username: str = ""
    known: bool = False
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    gone: dict[int, Message] = field(default_factory=dict)
    sealed: set[int] = field(default_factory=set)
    keyboard: Markup | None = None
    keyboard_message: int = 0
    asks_reply: bool = False
    popups: list[str] = field(default_factory=list)

    @property
    def user(self) -> dict[str, Any]:
        body: dict[str, Any] = {"id": self.id, "is_bot": False, "first_name": self.title}
        if self.username:
            body["username"] = self.username
        return body | {"language_code": self.language_code} if self.language_code else body

    @property
    def json(self) -> dict[str, Any]:
        body: dict[str, Any] = {"id": self.id, "first_name": self.title}
        if self.username:
            body["username"] = self.username
        return body | {"type": "private"}

    @property
    def is_private(self) -> bool:
        return self.id > 0

    @property
    def may_delete(self) -> bool:
        """Whether the bot may delete what others wrote."""
        return True

    @property
    def for_everyone(self) -> str:
        return " for everyone"

    def add(self, message: Message) -> None:
        self.messages[message["message_id"]] = message

    def lay(self, markup: Markup | None, *, message_id: int) -> bool:
        """Opens, replaces or takes away the keyboard under the person's thumbs; says if it did."""
        if markup is None or markup.is_inline:
            return False
        self.sealed.add(message_id)
        self.asks_reply = markup.kind is MarkupKind.FORCE
        self.keyboard = markup if markup.buttons else None
        self.keyboard_message = message_id
        return True

    def put_away(self) -> bool:
        """What was asked for one answer is gone after it; says if anything was."""
        once = self.keyboard is not None and bool(self.keyboard.body.get("one_time_keyboard"))
        changes = once or self.asks_reply
        if once:
            self.keyboard = None
        self.asks_reply = False
        return changes

    def closed(self, access: Access) -> Refused | None:
        """What the platform says as soon as it has found the chat."""
        if self.deactivated and access >= Access.EDIT:
            return forbidden("user is deactivated")
        return None

    def refusal(self) -> Refused | None:
        if self.blocked:
            return forbidden("bot was blocked by the user")
        if not self.started:
            return forbidden("bot can't initiate conversation with a user")
        return None


def find_chat(
    chats: dict[int, Chat],
    arguments: Arguments,
    *,
    access: Access = Access.WRITE,
    name: str = "chat_id",
) -> Chat:
    if not arguments.has(name):
        raise bad_request(f"{name} is empty")
    chat = chats.get(arguments.integer(name))
    if chat is None or not (chat.known or chat.started):
        raise bad_request("chat not found")
    if refusal := chat.closed(access):
        raise refusal
    return chat


def timestamp(moment: datetime) -> int:
    return int(moment.timestamp())
