"""Muster as a process of its own whose clock is told, for stories of weeks.

As a program it reads moments, one a line: each is lived through until nothing is left to handle or
send, and answered by a line of what is known then.
"""

import asyncio
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from playground.telegram import TOKEN
from tests.kit.process import ROOT

PAGE = 4096


class FarOffice:
    def __init__(self, *, database_url: str, api_base: str, people: int) -> None:
        self.given = (database_url, api_base, str(people))
        self.process: asyncio.subprocess.Process | None = None

    async def opens(self, at: datetime) -> dict[str, Any]:
        """Seeded and serving; returns its people."""
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.kit.far_office", *self.given, at.isoformat()),
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=2**24,
        )
        return await self._answer()

    async def at(self, moment: datetime) -> dict[str, Any]:
        assert self.process
        assert self.process.stdin
        self.process.stdin.write(moment.isoformat().encode() + b"\n")
        return await self._answer()

    async def closes(self) -> int:
        assert self.process
        assert self.process.stdin
        self.process.stdin.close()
        return await self.process.wait()

    async def _answer(self) -> dict[str, Any]:
        assert self.process
        assert self.process.stdout
        answer: dict[str, Any] = json.loads(await self.process.stdout.readline())
        return answer


async def lives(url: str, base: str, people: int, begins: datetime) -> None:
    from bot.app import build
    from bot.pace import Pace
    from bot.settings import Settings
    from bot.version import make_ready
    from playground.clock import MovableClock
    from services.seeding import seed_office

    settings = Settings(token=TOKEN, api_base=base, database_url=url, _env_file=None)  # type: ignore[call-arg]
    clock = MovableClock(at=begins, freeze=True)
    app = build(settings, clock=clock, pace=Pace(limit=None))
    await make_ready(app.engine)
    async with app.sessions.begin() as session:
        seeded = await seed_office(session, people=people, days=3, number=1, now=app.office.now())
    _say({"people": [_player(each) for each in seeded.people]})
    await _serves(app, settings, clock)
    await app.close()


def _player(player: Any) -> dict[str, Any]:
    return {
        "name": player.name,
        "account": player.telegram_id,
        "phone": player.phone,
        "is_registered": player.is_registered,
        "roles": sorted(player.roles),
        "holds": list(player.holds),
    }


async def _serves(app: Any, settings: Any, clock: Any) -> None:
    from bot.run import serve

    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(serve(app, settings, stop, say=lambda _: None))
        while line := await asyncio.to_thread(sys.stdin.readline):
            _say(await _lived(app, clock, datetime.fromisoformat(line.strip())))
        stop.set()


async def _lived(app: Any, clock: Any, moment: datetime) -> dict[str, Any]:
    from models import inbox, occurrence, outbox
    from scheduler.timetable import tick

    if moment > clock.now():
        clock.move_to(moment)
        await tick(app.office)
    app.intake.mailroom.arrived.set()
    app.delivery.owed.set()
    async with asyncio.timeout(300):
        while True:
            async with app.sessions() as session:
                if not await inbox.waiting(session) and not await outbox.unsettled(session):
                    next_moment = await occurrence.next_moment(session, now=app.office.now())
                    return {"next": next_moment and next_moment.isoformat(), "bytes": resident()}
            await asyncio.sleep(0.02)


def resident() -> int:
    return int(Path("/proc/self/statm").read_text("utf-8").split()[1]) * PAGE


def _say(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    from bot import logs

    logs.set_up(level=50)
    asyncio.run(
        lives(sys.argv[1], sys.argv[2], int(sys.argv[3]), datetime.fromisoformat(sys.argv[4]))
    )
