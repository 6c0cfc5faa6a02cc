"""A crowd with its telephones, and the platform between it and the bot, as a process of its own.

Says its address in the first line of the output. A line on the input puts a question on every
phone (`{"ask": "roll:7"}`), has all of them press its button within so many seconds
(`{"press": 60}`) or only looks (`{}`); each is answered by a line of figures.
"""

import asyncio
import json
import sys
from datetime import UTC, datetime
from time import monotonic

from benchmarks.limited import most_in_a_second
from benchmarks.platform import FIRST_ID
from playground.pace import Limits
from playground.phones import Phone
from playground.server import BotApiServer
from playground.state import Event, EventKind
from playground.telegram import TOKEN, Telegram

LISTENING = frozenset({"getUpdates", "setWebhook"})


class Crowd:
    """When each pressed, when the press was answered, and when the message was drawn anew."""

    def __init__(self, people: int) -> None:
        self.telegram = Telegram(now=lambda: datetime.now(UTC), remembered_calls=10 * people)
        self.phones = [self._phone(number) for number in range(people)]
        self.asked: list[tuple[Phone, int]] = []
        self.data = ""
        self.pressed: dict[int, float] = {}
        self.answered: dict[int, float] = {}
        self.edited: dict[int, float] = {}
        self.telegram.subscribe(self._hears)

    def _phone(self, number: int) -> Phone:
        phone = self.telegram.phone(FIRST_ID + number, f"队员{number + 1}")
        phone.has_started()
        return phone

    def ask(self, data: str, *, limited: bool) -> None:
        """Before the limits: that the question came is not what is measured."""
        keyboard = {"inline_keyboard": [[{"text": "到岗", "callback_data": data}]]}
        asked = {"text": "早点名", "reply_markup": keyboard}
        for phone in self.phones:
            sent = self.telegram.call(TOKEN, "sendMessage", {"chat_id": phone.user_id, **asked})
            self.asked.append((phone, sent["message_id"]))
        self.data, self.telegram.limits = data, Limits() if limited else None

    async def press(self, seconds: float) -> None:
        """Evenly; whom a busy machine made late presses at once, and waits from then."""
        begun = monotonic()
        for number, (phone, message_id) in enumerate(self.asked):
            due = begun + seconds * number / len(self.asked)
            if (early := due - monotonic()) > 0:
                await asyncio.sleep(early)
            elif number % 10 == 0:
                await asyncio.sleep(0)
            self.pressed[phone.user_id] = monotonic()
            phone.presses_data(self.data, message_id)

    def _hears(self, event: Event) -> None:
        now = monotonic()
        if event.kind in {EventKind.EDITED, EventKind.ANSWERED}:
            self.answered.setdefault(event.chat_id, now)
        if event.kind is EventKind.EDITED:
            self.edited.setdefault(event.chat_id, now)

    def figures(self) -> dict[str, object]:
        calls = self.telegram.calls
        pressing = [*self.pressed.values()]
        return {
            "answers": self._waits(self.answered),
            "edits": self._waits(self.edited),
            "most": most_in_a_second(sorted(self.answered.values())),
            "pressing": pressing[-1] - pressing[0] if pressing else 0.0,
            "refused": sum(call.error.startswith("Too Many") for call in calls),
            "heard": any(call.method in LISTENING for call in calls),
        }

    def _waits(self, seen: dict[int, float]) -> list[float]:
        return sorted(at - self.pressed[who] for who, at in seen.items())


async def keep(people: int) -> None:
    crowd = Crowd(people)
    server = BotApiServer(crowd.telegram)
    await server.start()
    print(server.base, flush=True)
    async with asyncio.TaskGroup() as group:
        while line := await asyncio.to_thread(sys.stdin.readline):
            asked = json.loads(line)
            if "ask" in asked:
                crowd.ask(asked["ask"], limited=asked["limited"])
            if "press" in asked:
                group.create_task(crowd.press(asked["press"]))
            print(json.dumps(crowd.figures()), flush=True)
    await server.stop()


if __name__ == "__main__":
    asyncio.run(keep(int(sys.argv[1])))
