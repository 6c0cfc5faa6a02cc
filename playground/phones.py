"""One person's phone: what they say, press and send, as updates for the bot."""

from typing import Any

from playground.chats import Chat, Message
from playground.files import Upload
from playground.formatting import LONGEST_TEXT, Formatted, settle, settle_caption
from playground.images import plain_png
from playground.media import document_content, photo_content, sticker_content
from playground.memberships import membership
from playground.presses import press_query
from playground.screens import Screen, inline_buttons
from playground.state import EventKind, State


class Phone(Screen):
    def __init__(self, state: State, chat: Chat) -> None:
        super().__init__(state, chat)
        self.phone_number: str | None = None

    @property
    def user(self) -> dict[str, Any]:
        return self._chat.user

    def starts(self) -> int:
        if self._chat.blocked:
            self.unblocks()
        return self.says("/start")

    def says(self, text: str) -> int:
        """Types a text, in several messages when it is longer than one; the last update's id."""
        settled = settle(Formatted(text)).text
        if not settled:
            raise ValueError("nobody can send an empty message")
        parts = range(0, len(settled), LONGEST_TEXT)
        return [self._types(settled[at : at + LONGEST_TEXT]) for at in parts][-1]

    def presses(self, label: str, *, message_id: int | None = None) -> int:
        """Presses a button by its label, on the newest message that has one."""
        for message in self._from_bot():
            if message_id not in {None, message["message_id"]}:
                continue
            for button in inline_buttons(message):
                if button["text"] == label and "callback_data" in button:
                    return self.presses_data(button["callback_data"], message["message_id"])
        raise LookupError(f"{self.first_name} finds no button {label!r}, only {self._labels()}")

    def presses_data(self, data: str, message_id: int) -> int:
        """Presses with any data, as a forged client could, even on a message already deleted."""
        self._meets_bot()
        return press_query(self._state, self.user, self._pressed(message_id), data)

    def shares_contact(self) -> int:
        """Presses the keyboard's contact button."""
        if self.phone_number is None:
            raise ValueError(f"{self.first_name} has no phone number")
        prompt = self._prompt("request_contact")
        contact = {
            "phone_number": self.phone_number,
            "first_name": self.first_name,
            "user_id": self.user_id,
        }
        return self._sends({"contact": contact}, reply_to=prompt)

    def shares_contact_of(self, user_id: int | None, phone_number: str, first_name: str) -> int:
        """Sends a card from the address book, perhaps the person's own."""
        contact: dict[str, Any] = {"phone_number": phone_number, "first_name": first_name}
        if user_id is not None:
            contact["user_id"] = user_id
            if user_id in self._state.chats:
                self._state.chats[user_id].known = True
        return self._sends({"contact": contact})

    def sends_photo(self, content: bytes | None = None, caption: str = "") -> int:
        upload = Upload("photo.jpg", plain_png(640, 480) if content is None else content)
        photo = photo_content(self._state.files, upload)
        return self._sends(photo | settle_caption(Formatted(caption)).json("caption"))

    def sends_document(self, name: str, content: bytes, caption: str = "") -> int:
        document = document_content(self._state.files, Upload(name, content))
        return self._sends(document | settle_caption(Formatted(caption)).json("caption"))

    def sends_location(self, latitude: float, longitude: float) -> int:
        """From the attachment menu, or by the keyboard's location button where one lies open."""
        markup = self._chat.keyboard
        asked = markup and any(button.get("request_location") for button in markup.buttons)
        prompt = self._prompt("request_location") if asked else None
        location = {"latitude": latitude, "longitude": longitude}
        return self._sends({"location": location}, reply_to=prompt)

    def sends_sticker(self, emoji: str = "👍") -> int:
        return self._sends(sticker_content(self._state.files, emoji))

    def edits(self, message_id: int, text: str) -> int:
        before = self._chat.messages[message_id]
        if before["from"]["id"] != self.user_id:
            raise PermissionError(f"message {message_id} is not {self.first_name}'s")
        kept = {name: part for name, part in before.items() if name not in {"text", "entities"}}
        content = settle(Formatted(text)).json("text")
        edited = kept | {"edit_date": self._state.timestamp} | content
        self._chat.add(edited)
        self._state.tell(EventKind.EDITED, chat_id=self.user_id, message=edited)
        return self._state.queue("edited_message", edited, lane=("message", self.user_id))

    def blocks(self) -> int:
        self._chat.blocked = True
        return self._changes_membership("member", "kicked")

    def unblocks(self) -> int:
        self._chat.blocked = False
        return self._changes_membership("kicked", "member")

    def speaks(self, language_code: str) -> None:
        """Changes the language of the messenger's own menus."""
        self._chat.language_code = language_code
        self._state.tell(EventKind.COMMANDS, chat_id=self.user_id)

    def has_started(self) -> None:
        """They opened the bot long ago; what was said then is not shown any more."""
        self._chat.known = self._chat.started = True

    def deletes_account(self) -> None:
        self._chat.deactivated = True

    def _changes_membership(self, before: str, after: str) -> int:
        change = {
            "chat": self._chat.json,
            "from": self._chat.user,
            "date": self._state.timestamp,
            "old_chat_member": membership(self._state.bot, before),
            "new_chat_member": membership(self._state.bot, after),
        }
        self._state.tell(EventKind.MEMBERSHIP, chat_id=self.user_id, text=after)
        return self._state.queue("my_chat_member", change, lane=("member", self.user_id))

    def _types(self, text: str) -> int:
        return self._sends(settle(Formatted(text)).json("text"))

    def _sends(self, content: dict[str, Any], *, reply_to: Message | None = None) -> int:
        self._meets_bot()
        message: Message = {
            "message_id": next(self._state.message_ids),
            "from": self._chat.user,
            "chat": self._chat.json,
            "date": self._state.timestamp,
        }
        if reply_to is not None:
            message["reply_to_message"] = reply_to
        message |= content
        self._chat.add(message)
        self._state.tell(EventKind.SENT, chat_id=self.user_id, message=message)
        if self._chat.put_away():
            self._state.tell(EventKind.KEYBOARD, chat_id=self.user_id)
        return self._state.queue("message", message, lane=("message", self.user_id))

    def _meets_bot(self) -> None:
        if self._chat.blocked:
            raise RuntimeError(f"{self.first_name} has blocked the bot")
        self._chat.known = self._chat.started = True

    def _pressed(self, message_id: int) -> Message:
        """The message under the button; one that is gone comes without its content."""
        message = self._chat.messages.get(message_id)
        if message is None:
            return {"chat": self._chat.json, "message_id": message_id, "date": 0}
        return message

    def _prompt(self, request: str) -> Message:
        markup = self._chat.keyboard
        if markup is None or not any(button.get(request) for button in markup.buttons):
            raise LookupError(f"no button asks {self.first_name} for it, only {self.keyboard()}")
        return self._pressed(self._chat.keyboard_message)
