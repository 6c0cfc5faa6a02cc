"""The platform itself: bots call its methods, people hold its phones."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from playground import methods_edits as edits
from playground import methods_groups as groups
from playground import methods_messages as messages
from playground import methods_office as office
from playground import methods_updates as updates
from playground.arguments import Arguments
from playground.chats import Chat
from playground.files import Upload
from playground.group_chats import GroupChat
from playground.groups import Group
from playground.pace import Limits
from playground.phones import Phone
from playground.refusals import Refused, unauthorized, unknown_method
from playground.state import Call, Event, State

TOKEN = "42:PLAYGROUND"  # noqa: S105
REMEMBERED_CALLS = 10_000
_METHODS: dict[str, Callable[[State, Arguments], Any]] = {
    "getMe": office.get_me,
    "logOut": office.leave_server,
    "close": office.leave_server,
    "getUpdates": updates.get_updates,
    "setWebhook": updates.set_webhook,
    "deleteWebhook": updates.delete_webhook,
    "getWebhookInfo": updates.get_webhook_info,
    "sendMessage": messages.send_message,
    "sendPhoto": messages.send_photo,
    "sendDocument": messages.send_document,
    "sendLocation": messages.send_location,
    "forwardMessage": messages.forward_message,
    "sendChatAction": messages.send_chat_action,
    "editMessageText": edits.edit_message_text,
    "editMessageCaption": edits.edit_message_caption,
    "editMessageReplyMarkup": edits.edit_message_reply_markup,
    "deleteMessage": edits.delete_message,
    "answerCallbackQuery": edits.answer_callback_query,
    "getFile": office.get_file,
    "getChat": office.get_chat,
    "leaveChat": groups.leave_chat,
    "setMyCommands": office.set_my_commands,
    "getMyCommands": office.get_my_commands,
    "deleteMyCommands": office.delete_my_commands,
}
_NAMES = {name.lower(): name for name in _METHODS}


class Telegram:
    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        token: str = TOKEN,
        username: str = "muster_bot",
        limits: Limits | None = None,
        remembered_calls: int = REMEMBERED_CALLS,
    ) -> None:
        bot_id = int(token.partition(":")[0])
        bot = {"id": bot_id, "is_bot": True, "first_name": "点卯", "username": username}
        calls: deque[Call] = deque(maxlen=remembered_calls)
        self.state = State(now=now, token=token, bot=bot, limits=limits, calls=calls)
        self.phones: dict[int, Phone] = {}

    @property
    def calls(self) -> deque[Call]:
        return self.state.calls

    @property
    def limits(self) -> Limits | None:
        return self.state.pace.limits

    @limits.setter
    def limits(self, limits: Limits | None) -> None:
        """From now on; what was spent before is forgotten."""
        self.state.pace.limits = limits

    def call(
        self,
        token: str,
        method: str,
        params: Mapping[str, Any],
        files: Mapping[str, Upload] | None = None,
    ) -> Any:
        """The result of a Bot API method as plain JSON values, or Refused."""
        if token != self.state.token:
            raise unauthorized()
        if (name := _NAMES.get(method.lower())) is None:
            raise unknown_method()
        arguments = Arguments(params, files or {})
        try:
            result = _METHODS[name](self.state, arguments)
        except Refused as refused:
            self._record(name, arguments, error=refused.description)
            raise
        self._record(name, arguments)
        return result

    def phone(
        self,
        user_id: int,
        first_name: str,
        *,
        phone_number: str | None = None,
        language_code: str = "zh-hans",
    ) -> Phone:
        if user_id not in self.phones:
            chat = Chat(user_id, first_name, language_code)
            self.state.chats[user_id] = chat
            self.phones[user_id] = Phone(self.state, chat)
        phone = self.phones[user_id]
        phone.phone_number = phone_number or phone.phone_number
        return phone

    def group(self, title: str, members: Sequence[Phone], *, with_bot: bool = True) -> Group:
        """A new group; whoever comes first made it, and has brought the bot along."""
        ids = [member.user_id for member in members]
        group = Group(self.state, GroupChat(next(self.state.group_ids), title, members=ids))
        if with_bot:
            group.adds_bot(members[0])
        return group

    def subscribe(self, listener: Callable[[Event], object]) -> Callable[[], None]:
        """Tells the listener everything that happens from now on; the result ends it."""
        self.state.listeners.append(listener)

        def unsubscribe() -> None:
            self.state.listeners.remove(listener)

        return unsubscribe

    def _record(self, method: str, arguments: Arguments, *, error: str = "") -> None:
        chat_id = arguments.integer("chat_id")
        paid = arguments.flag("allow_paid_broadcast")
        call = Call(self.state.now(), method, chat_id, ok=not error, error=error, paid=paid)
        self.state.note(call)
