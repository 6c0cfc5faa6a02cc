"""The platform as a process of its own, so that its work is not counted as the bot's.

Says its address in the first line of the output. Then `{"press": "roll:7"}` on the input puts a
message with that button on every phone and has all of them pressed, and `{}` only looks; each is
answered by a line of what happened since the last presses.
"""

import asyncio
import json
import sys
from collections import Counter
from datetime import UTC, datetime

from playground.phones import Phone
from playground.server import BotApiServer
from playground.state import Event, EventKind
from playground.telegram import TOKEN, Telegram

FIRST_ID = 100_001


class Street:
    """Everybody's phone, and a count of what the bot did to them."""

    def __init__(self, people: int) -> None:
        self.telegram = Telegram(now=lambda: datetime.now(UTC))
        self.phones = [self._phone(number) for number in range(people)]
        self.seen: Counter[str] = Counter()
        self.telegram.subscribe(self._hears)

    def presses(self, data: str) -> None:
        """Whatever an earlier bot left is swept away first."""
        self.telegram.state.updates.clear()
        self.telegram.state.presses.clear()
        self.seen.clear()
        shown = [(phone, self._asked(phone, data)) for phone in self.phones]
        for phone, message_id in shown:
            phone.presses_data(data, message_id)

    def _phone(self, number: int) -> Phone:
        phone = self.telegram.phone(FIRST_ID + number, f"队员{number + 1}")
        phone.starts()
        return phone

    def _asked(self, phone: Phone, data: str) -> int:
        keyboard = {"inline_keyboard": [[{"text": "到岗", "callback_data": data}]]}
        asked = {"chat_id": phone.user_id, "text": "早点名", "reply_markup": keyboard}
        sent: dict[str, int] = self.telegram.call(TOKEN, "sendMessage", asked)
        return sent["message_id"]

    def _hears(self, event: Event) -> None:
        if event.kind in {EventKind.EDITED, EventKind.ANSWERED}:
            self.seen[event.kind] += 1


async def keep(people: int) -> None:
    street = Street(people)
    server = BotApiServer(street.telegram)
    await server.start()
    print(server.base, flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        asked = json.loads(line)
        if "press" in asked:
            street.presses(asked["press"])
        print(json.dumps(street.seen), flush=True)
    await server.stop()


if __name__ == "__main__":
    asyncio.run(keep(int(sys.argv[1])))
