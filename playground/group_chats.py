"""Groups and supergroups as the platform keeps them: who sits there, and how the bot stands."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from playground.chats import Access, Chat
from playground.refusals import Refused, bad_request, forbidden


class Standing(StrEnum):
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    LEFT = "left"
    KICKED = "kicked"


IN_THE_GROUP = frozenset({Standing.ADMINISTRATOR, Standing.MEMBER})


@dataclass
class GroupChat(Chat):
    is_super: bool = False
    standing: Standing = Standing.LEFT
    members: list[int] = field(default_factory=list)
    upgraded_to: int = 0
    deleted: bool = False

    @property
    def kind(self) -> str:
        return "supergroup" if self.is_super else "group"

    @property
    def json(self) -> dict[str, Any]:
        body: dict[str, Any] = {"id": self.id, "title": self.title, "type": self.kind}
        return body if self.is_super else body | {"all_members_are_administrators": True}

    @property
    def has_bot(self) -> bool:
        return self.standing in IN_THE_GROUP

    @property
    def may_delete(self) -> bool:
        return self.standing is Standing.ADMINISTRATOR

    @property
    def for_everyone(self) -> str:
        return "" if self.is_super else super().for_everyone

    def closed(self, access: Access) -> Refused | None:
        if self.upgraded_to or self.deleted:
            return self._ended() if access is Access.WRITE else None
        farthest = Access.READ if self.is_super else Access.EDIT
        if self.has_bot or access < farthest:
            return None
        if self.standing is Standing.KICKED:
            return forbidden(f"bot was kicked from the {self.kind} chat")
        return forbidden(f"bot is not a member of the {self.kind} chat")

    def refusal(self) -> Refused | None:
        return None

    def _ended(self) -> Refused:
        if not self.upgraded_to:
            return forbidden("the group chat was deleted")
        where = {"migrate_to_chat_id": self.upgraded_to}
        return bad_request("group chat was upgraded to a supergroup chat", where)
