"""What a bot hears in a group: as its administrator everything, else what is meant for it."""

from typing import Any

from playground.chats import Message
from playground.group_chats import GroupChat, Standing

_SPOKEN = frozenset({"text", "photo", "document", "sticker", "location", "contact"})


def may_hear(bot: dict[str, Any], chat: GroupChat, message: Message) -> bool:
    if not chat.has_bot:
        return False
    if chat.standing is Standing.ADMINISTRATOR or not _SPOKEN & message.keys():
        return True
    answered = message.get("reply_to_message", {}).get("from", {})
    return answered.get("id") == bot["id"] or _is_command_for(bot["username"], message)


def _is_command_for(username: str, message: Message) -> bool:
    """A command at the beginning, named for this bot or for nobody."""
    first = next(iter(message.get("entities", [])), None)
    if first is None or first["type"] != "bot_command" or first["offset"]:
        return False
    _, named, whom = message["text"][: first["length"]].partition("@")
    return not named or whom.lower() == username.lower()
