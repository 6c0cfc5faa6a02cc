"""The platform with its limits as a process of its own: how fast it is spoken to, what it refuses.

Says its address in the first line of the output. A line on the input begins: `{"presses": 5}` has
so many people a second press the button of the message they got, `{}` only looks; each is
answered by a line of figures.
"""

import asyncio
import json
import random
import sys
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from aiohttp import web

from benchmarks.platform import FIRST_ID
from playground.pace import Limits
from playground.refusals import Refused, too_many
from playground.server import BotApiServer
from playground.state import Event, EventKind
from playground.telegram import Telegram

SECOND = 30
"""Messages: the first of them are not counted, for they come before there is a pace."""
BAN = 3.0
LATENCY = 0.050
SPREAD = 0.030


class Strict:
    """A window of exactly one second; who exceeds it is refused everything for three."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.window: deque[float] = deque()
        self.banned_until = 0.0

    def spend(self, _chat_id: int, **_how: bool) -> None:
        now = monotonic()
        while self.window and self.window[0] <= now - 1.0:
            self.window.popleft()
        if now < self.banned_until or len(self.window) >= self.limits.per_second:
            self.banned_until = max(self.banned_until, now + BAN)
            raise too_many(BAN)
        self.window.append(now)


class Far(BotApiServer):
    """Half of the network's time passes on the way here, half on the way back."""

    async def _call(self, request: web.Request) -> web.StreamResponse:
        half = random.uniform(LATENCY - SPREAD, LATENCY + SPREAD) / 2
        await asyncio.sleep(half)
        answer = await super()._call(request)
        await asyncio.sleep(half)
        return answer


class Street:
    def __init__(self, people: int, *, strict: bool) -> None:
        limits = Limits(per_second=SECOND)
        self.telegram = Telegram(now=lambda: datetime.now(UTC), limits=limits)
        state: Any = self.telegram.state
        if strict:
            state.pace = Strict(limits)
        state.pace.spend = self._counted(state.pace.spend)
        self.phones = [self._phone(number) for number in range(people)]
        self.sent: list[float] = []
        self.refused = 0
        self.asked: deque[tuple[int, int]] = deque()
        self.pressed: dict[int, float] = {}
        self.waits: list[float] = []
        self.presses = 0.0
        self.telegram.subscribe(self._hears)

    def _phone(self, number: int) -> Any:
        phone = self.telegram.phone(FIRST_ID + number, f"队员{number + 1}")
        phone.has_started()
        return phone

    def _counted(self, spend: Callable[..., None]) -> Callable[..., None]:
        def spent(chat_id: int, **how: bool) -> None:
            try:
                spend(chat_id, **how)
            except Refused:
                self.refused += 1
                raise

        return spent

    def _hears(self, event: Event) -> None:
        if event.kind is EventKind.SENT and event.message and event.message["from"]["is_bot"]:
            self.sent.append(monotonic())
            self.asked.append((event.chat_id, event.message["message_id"]))
        if event.kind is EventKind.EDITED and event.chat_id in self.pressed:
            self.waits.append(monotonic() - self.pressed.pop(event.chat_id))

    async def people_press(self) -> None:
        while True:
            await asyncio.sleep(1 / self.presses if self.presses else 0.1)
            if self.presses and self.asked:
                chat_id, message_id = self.asked.popleft()
                self.pressed[chat_id] = monotonic()
                self.telegram.phones[chat_id].presses("到岗", message_id=message_id)

    def figures(self) -> dict[str, object]:
        return {
            "sent": len(self.sent),
            "seconds": self.sent[-1] - self.sent[SECOND - 1] if len(self.sent) > SECOND else 0.0,
            "most": most_in_a_second(self.sent),
            "refused": self.refused,
            "waits": sorted(self.waits),
            "unanswered": len(self.pressed),
        }


def most_in_a_second(moments: list[float]) -> int:
    most, window = 0, deque[float]()
    for at in moments:
        window.append(at)
        while window[0] <= at - 1.0:
            window.popleft()
        most = max(most, len(window))
    return most


async def keep(people: int, *, strict: bool) -> None:
    street = Street(people, strict=strict)
    server = (Far if strict else BotApiServer)(street.telegram)
    await server.start()
    print(server.base, flush=True)
    async with asyncio.TaskGroup() as group:
        pressing = group.create_task(street.people_press())
        while line := await asyncio.to_thread(sys.stdin.readline):
            asked = json.loads(line)
            street.presses = asked.get("presses", street.presses)
            print(json.dumps(street.figures()), flush=True)
        pressing.cancel()
    await server.stop()


if __name__ == "__main__":
    asyncio.run(keep(int(sys.argv[1]), strict="strict" in sys.argv))
