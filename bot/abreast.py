"""What is on the wire at once: few messages, and more edits, which nobody sees twice."""

import asyncio
from collections.abc import Iterable
from typing import NamedTuple

from bot.outcome import Outcome
from bot.pace import Pace
from models.outbox_turn import EDITS, Letter

ABREAST = 4
"""Messages on the wire at once: so many a crash may leave in doubt."""
EDITS_ABREAST = 24
"""Messages drawn anew at once, beside those."""
Wire = dict[asyncio.Task[Outcome], Letter]


class Room(NamedTuple):
    """How many more may go on the wire: messages or anything else, and edits beside them."""

    messages: int = 0
    edits: int = 0


def messages_in(letters: Iterable[Letter]) -> int:
    return sum(letter.method not in EDITS or letter.chat_id <= 0 for letter in letters)


def room_beside(wire: Wire, pace: Pace) -> Room:
    messages = messages_in(wire.values())
    places = max(min(pace.room(), ABREAST + EDITS_ABREAST - len(wire)), 0)
    room = int(min(max(ABREAST - messages, 0), places))
    edits = min(EDITS_ABREAST - (len(wire) - messages), places - room)
    return Room(room, int(max(edits, 0)))
