"""What one person sees on their phone at this moment."""

from collections.abc import Iterator

from playground.chats import Chat, Message
from playground.keyboards import Button, Markup
from playground.state import State


class Screen:
    def __init__(self, state: State, chat: Chat) -> None:
        self._state = state
        self._chat = chat

    @property
    def user_id(self) -> int:
        return self._chat.id

    @property
    def first_name(self) -> str:
        return self._chat.title

    @property
    def language_code(self) -> str:
        return self._chat.language_code

    @property
    def has_blocked(self) -> bool:
        return self._chat.blocked

    @property
    def markup(self) -> Markup | None:
        """The keyboard under the text field, with all it says of itself."""
        return self._chat.keyboard

    @property
    def asks_reply(self) -> bool:
        return self._chat.asks_reply

    @property
    def messages(self) -> list[Message]:
        return list(self._chat.messages.values())

    @property
    def popups(self) -> list[str]:
        return self._chat.popups

    def message(self, message_id: int) -> Message:
        return self._chat.messages[message_id]

    def newest(self) -> Message | None:
        """The last message from the bot that is still there."""
        return next(self._from_bot(), None)

    def sees(self) -> str:
        newest = self.newest() or {}
        return str(newest.get("text", newest.get("caption", "")))

    def buttons(self) -> list[str]:
        newest = self.newest()
        return [str(button["text"]) for button in inline_buttons(newest)] if newest else []

    def keyboard(self) -> list[str]:
        """The labels under the text field, one keyboard at a time."""
        markup = self._chat.keyboard
        return [str(button["text"]) for button in markup.buttons] if markup else []

    def commands(self) -> list[tuple[str, str]]:
        menu = self._state.menus.shown_to(self.user_id, self._chat.language_code)
        return [(one["command"], one["description"]) for one in menu]

    def downloads(self, file_id: str) -> bytes:
        return self._state.files.get(file_id).content

    def _from_bot(self) -> Iterator[Message]:
        bot_id = self._state.bot["id"]
        for message in reversed(self._chat.messages.values()):
            if message["from"]["id"] == bot_id:
                yield message

    def _labels(self) -> list[str]:
        """Every label that could be pressed, the newest first, for a complaint that helps."""
        labels = [button["text"] for one in self._from_bot() for button in inline_buttons(one)]
        return list(dict.fromkeys(labels))


def inline_buttons(message: Message) -> list[Button]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]
