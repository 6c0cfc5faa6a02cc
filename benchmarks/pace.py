"""A broadcast at the platform's limit: what share of it is reached, what the platform refuses, and
how long a person's own press waits meanwhile.

`python -m benchmarks.pace [PEOPLE]`: each of the four rounds takes PEOPLE / 30 seconds.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from time import process_time
from typing import Any

from benchmarks.beside import beside
from benchmarks.limited import SECOND as LIMIT
from benchmarks.office import call_roll, count, found_street, insist
from benchmarks.platform import FIRST_ID
from bot import logs
from bot.app import App, build
from bot.settings import Settings
from models.outbox import Lane, Outbox, OutboxState, owe
from playground.telegram import TOKEN

PRESSES = 3
"""A second, by people who got the broadcast."""


async def broadcast(app: App, people: int, roll_call_id: int) -> None:
    now = datetime.now(UTC)
    button = {"text": "到岗", "callback_data": f"roll:{roll_call_id}"}
    blank = dict.fromkeys(("person_id", "key", "press_id", "expires_at", "held_for"))
    kept = {"state": OutboxState.QUEUED, "tries": 0, "not_before": now, "created_at": now}
    rows = [
        {"chat_id": chat_id, "lane": Lane.NOTICE, "method": "sendMessage"}
        | {"payload": {"chat_id": chat_id, "text": "早上好", "reply_markup": markup}}
        | (blank | kept)
        for chat_id in range(FIRST_ID, FIRST_ID + people)
        for markup in [{"inline_keyboard": [[button]]}]
    ]
    async with app.sessions.begin() as session:
        await owe(session, rows)
    app.delivery.owed.set()


@asynccontextmanager
async def serving(app: App) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as group:
        works = (app.poller.run(), app.intake.run(), app.delivery.run())
        tasks = [group.create_task(work) for work in works]
        yield
        for task in tasks:
            task.cancel()


async def measure(people: int, *, strict: bool, presses: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/muster.db"
        async with beside(
            "benchmarks.limited", people, *(["strict"] if strict else [])
        ) as platform:
            settings = Settings(
                token=TOKEN, api_base=platform.base, database_url=url, _env_file=None
            )
            app = build(settings)
            await found_street(url, app.sessions, people)
            roll = await call_roll(app.sessions, people, slot=1)
            async with serving(app):
                await platform.asks(presses=presses)
                await broadcast(app, people, roll)
                cpu = process_time()
                while (figures := await platform.asks())["sent"] < people:
                    await asyncio.sleep(0.5)
                figures["cpu"] = process_time() - cpu
                await platform.asks(presses=0)
                await asyncio.sleep(2.0)
                figures["waits"] = (last := await platform.asks())["waits"]
                insist("presses answered", people - last["unanswered"], people)
            insist("messages known as sent", await _sent(app), people + len(figures["waits"]))
            await app.close()
    return figures


async def _sent(app: App) -> int:
    return await count(app.sessions, Outbox, OutboxState.SENT)


def told(name: str, figures: dict[str, Any]) -> str:
    waits = figures["waits"]
    paced = figures["sent"] - LIMIT
    rate = paced * (1 + len(waits) / figures["sent"]) / figures["seconds"]
    said = f"{name}: {rate:.2f} calls/s, {rate / LIMIT:.1%} of {LIMIT}/s, "
    said += f"at most {figures['most']} within a second, {figures['refused']} refused (429)"
    said += f"; busy {figures['cpu'] / figures['seconds']:.0%} of a core"
    if waits:
        p50, p99 = waits[len(waits) // 2], waits[min(int(len(waits) * 0.99), len(waits) - 1)]
        said += f"; {len(waits)} presses answered, p50 {p50:.3f} s, p99 {p99:.3f} s"
    return said


async def main(people: int) -> None:
    for strict, name in ((False, "near"), (True, "50 ± 30 ms away, strict window, ban of 3 s")):
        for presses in (0, PRESSES):
            also = f", {presses} presses a second" if presses else ""
            figures = await measure(people, strict=strict, presses=presses)
            print(told(f"{people:,} people, {name}{also}", figures), flush=True)


if __name__ == "__main__":
    logs.set_up(level=50)
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 900))
