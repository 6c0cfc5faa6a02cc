"""A press on a button, as the query that reaches the bot."""

from typing import Any

from playground.chats import Message
from playground.state import Press, State
from playground.updates import PRESS


def press_query(state: State, user: dict[str, Any], message: Message, data: str) -> int:
    press = Press(str(next(state.press_ids)), user["id"], state.now())
    state.presses[press.id] = press
    query = {
        "id": press.id,
        "from": user,
        "message": message,
        "chat_instance": str(-7_000_000_000_000_000_000 - abs(message["chat"]["id"])),
        "data": data,
    }
    return state.queue(PRESS, query, lane=("press", user["id"]))
