"""The method by which a bot goes from a group."""

from playground.arguments import Arguments
from playground.chats import Access, find_chat
from playground.group_chats import GroupChat, Standing
from playground.memberships import membership
from playground.refusals import bad_request
from playground.state import EventKind, State


def leave_chat(state: State, arguments: Arguments) -> bool:
    chat = find_chat(state.chats, arguments, access=Access.READ)
    if not isinstance(chat, GroupChat):
        raise bad_request("Chat member status can't be changed in private chats")
    if not chat.has_bot:
        return True
    change = {
        "chat": chat.json,
        "from": state.bot,
        "date": state.timestamp,
        "old_chat_member": membership(state.bot, chat.standing),
        "new_chat_member": membership(state.bot, Standing.LEFT),
    }
    chat.standing = Standing.LEFT
    state.tell(EventKind.MEMBERSHIP, chat_id=chat.id, text=Standing.LEFT)
    state.queue("my_chat_member", change, lane=("member", chat.id))
    return True
