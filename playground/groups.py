"""A group of people with the bot among them: what is said there, and who comes and goes."""

from typing import Any

from playground.chats import Message
from playground.formatting import Formatted, settle
from playground.group_chats import GroupChat, Standing
from playground.group_ears import may_hear
from playground.memberships import membership
from playground.phones import Phone
from playground.presses import press_query
from playground.screens import Screen, inline_buttons
from playground.state import EventKind, State

ANONYMOUS = {
    "id": 1_087_968_824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot",
}  # fmt: skip


class Group(Screen):
    """Deeds name who does them first: `group.says(wang, "/today")`."""

    _chat: GroupChat

    def __init__(self, state: State, chat: GroupChat) -> None:
        super().__init__(state, chat)
        state.chats[chat.id] = chat

    @property
    def id(self) -> int:
        return self._chat.id

    @property
    def standing(self) -> Standing:
        return self._chat.standing

    def adds_bot(self, by: Phone) -> int:
        self._stands(by, Standing.MEMBER)
        return self._happens(by, {"new_chat_members": [self._state.bot]})

    def promotes_bot(self, by: Phone) -> int:
        return self._stands(by, Standing.ADMINISTRATOR)

    def removes_bot(self, by: Phone) -> int:
        """Who is removed from a supergroup is banned there, from a group only gone."""
        message_id = self._happens(by, {"left_chat_member": self._state.bot})
        self._stands(by, Standing.KICKED)
        return message_id

    def adds(self, by: Phone, member: Phone) -> int:
        self._chat.members.append(member.user_id)
        return self._moves(by, member, content="new_chat_members", before="left", after="member")

    def removes(self, by: Phone, member: Phone) -> int:
        self._require(member)
        moved = self._moves(by, member, content="left_chat_member", before="member", after="left")
        self._chat.members.remove(member.user_id)
        return moved

    def says(self, who: Phone, text: str, *, reply_to: int | None = None) -> int:
        """The last update's id, or 0 when the bot is not meant to hear it."""
        content = settle(Formatted(text)).json("text")
        if reply_to is not None:
            content = {"reply_to_message": self._chat.messages[reply_to]} | content
        return self._happens(who, content)

    def presses(self, who: Phone, label: str) -> int:
        self._require(who)
        for message in self._from_bot():
            for button in inline_buttons(message):
                if button["text"] == label and "callback_data" in button:
                    return press_query(self._state, who.user, message, button["callback_data"])
        raise LookupError(f"{who.first_name} finds no button {label!r}, only {self._labels()}")

    def menu_of(self, who: Phone) -> list[tuple[str, str]]:
        """The commands a member is shown here; whoever came first administers the group."""
        self._require(who)
        is_administrator = who.user_id == self._chat.members[0]
        menu = self._state.menus.shown_in(
            self.id, who.user_id, who.user.get("language_code", ""), administrator=is_administrator
        )
        return [(one["command"], one["description"]) for one in menu]

    def upgrades(self, by: Phone) -> "Group":
        """The supergroup that takes this group's place."""
        here = self._chat
        upgraded = GroupChat(
            -1_000_000_000_000 + here.id, here.title, known=here.known, is_super=True,
            standing=here.standing, members=list(here.members),
        )  # fmt: skip
        self._happens(by, {"migrate_to_chat_id": upgraded.id})
        here.upgraded_to = upgraded.id
        there = Group(self._state, upgraded)
        sender = {"from": ANONYMOUS, "sender_chat": upgraded.json}
        there._posts(sender, {"migrate_from_chat_id": self.id})
        return there

    def deletes(self) -> None:
        """A supergroup that is no more looks to the bot as if it had been sent away."""
        self._chat.deleted = not self._chat.is_super
        self._chat.standing = Standing.KICKED

    def _stands(self, by: Phone, after: Standing) -> int:
        self._require(by)
        before, self._chat.standing = self._chat.standing, after
        self._chat.known = self._chat.known or self._chat.has_bot
        shown = Standing.LEFT if after is Standing.KICKED and not self._chat.is_super else after
        change = self._change(by, self._state.bot, before, shown)
        self._state.tell(EventKind.MEMBERSHIP, chat_id=self.id, text=shown)
        return self._state.queue("my_chat_member", change, lane=("member", self.id))

    def _moves(self, by: Phone, member: Phone, *, content: str, before: str, after: str) -> int:
        moved = [member.user] if content == "new_chat_members" else member.user
        message_id = self._happens(by, {content: moved})
        if self._chat.standing is Standing.ADMINISTRATOR:
            change = self._change(by, member.user, before, after)
            self._state.queue("chat_member", change, lane=("member", self.id))
        return message_id

    def _change(self, by: Phone, user: dict[str, Any], before: str, after: str) -> dict[str, Any]:
        return {
            "chat": self._chat.json,
            "from": by.user,
            "date": self._state.timestamp,
            "old_chat_member": membership(user, before),
            "new_chat_member": membership(user, after),
        }

    def _happens(self, who: Phone, content: dict[str, Any]) -> int:
        self._require(who)
        return self._posts({"from": who.user}, content)

    def _posts(self, sender: dict[str, Any], content: dict[str, Any]) -> int:
        message: Message = {"message_id": next(self._state.message_ids)} | sender
        message |= {"chat": self._chat.json, "date": self._state.timestamp} | content
        self._chat.add(message)
        self._state.tell(EventKind.SENT, chat_id=self.id, message=message)
        if not may_hear(self._state.bot, self._chat, message):
            return 0
        return self._state.queue("message", message, lane=("message", self.id))

    def _require(self, who: Phone) -> None:
        if who.user_id not in self._chat.members:
            raise LookupError(f"{who.first_name} is not in {self._chat.title}")
