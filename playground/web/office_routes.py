"""The office as a whole: who is in it, its clock, and what can be done to everyone at once."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from aiohttp import web

from playground.telegram import Telegram
from playground.web.bodies import Body, Reason, Said, answered, read_body
from playground.web.office import Clock, Declined, Line, Office

SPEEDS = frozenset({0, 1, 60, 600})
LEAPS = frozenset({"07:59", "08:00", "17:30", "workday"})
MOST_FOUND = 20
LONGEST_SEARCH = 50
LONGEST_OUTAGE = 24 * 60


class Offices:
    def __init__(self, telegram: Telegram, office: Office) -> None:
        self._telegram, self._office = telegram, office

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/api/office", self._shows),
            web.get("/api/people", self._finds),
            web.post("/api/clock", self._turns),
            web.post("/api/deeds", self._does),
        ]

    async def _shows(self, _: web.Request) -> web.Response:
        office, bot = self._office, self._telegram.state.bot
        return answered(
            {
                "zone": str(office.zone),
                "clock": clock_json(office.clock()),
                "line": line_json(office.line()),
                "language": office.language,
                "cast": [asdict(person) for person in await office.cast()],
                "people": len(self._telegram.phones),
                "bot": {"name": bot["first_name"], "username": bot["username"]},
            }
        )

    async def _finds(self, request: web.Request) -> web.Response:
        search = request.query.get("q", "").strip()[:LONGEST_SEARCH]
        found = await self._office.people(search)
        return answered([asdict(person) for person in found[:MOST_FOUND]])

    async def _turns(self, request: web.Request) -> web.Response:
        body = await read_body(request)
        if body.given("jump"):
            return answered({"ok": True, "target": (await self._jump(body)).isoformat()})
        speed = body.number("speed")
        if speed not in SPEEDS:
            raise Said(400, "The clock runs at a speed of 0, 1, 60 or 600.")
        await self._office.run_at(speed)
        return answered({"ok": True})

    async def _jump(self, body: Body) -> datetime:
        where = body.text("jump")
        if where not in LEAPS:
            raise Said(400, f"The clock can be put to one of: {', '.join(sorted(LEAPS))}.")
        try:
            return await self._office.jump(where)
        except Declined as declined:
            raise Said(409, str(declined), reason=Reason.JUMPING) from None

    async def _does(self, request: web.Request) -> web.Response:
        body = await read_body(request)
        match body.text("deed"):
            case "everyone_answers":
                count = await self._office.everyone_answers(body.integers("but"))
                return answered({"count": count})
            case "outage":
                minutes = body.number("minutes")
                if not 0 <= minutes <= LONGEST_OUTAGE:
                    raise Said(400, "An outage lasts from 0 minutes to one day.")
                await self._office.cut_line(minutes)
                return answered({"ok": True})
        raise Said(400, "Nobody knows this deed.")


def clock_json(clock: Clock) -> dict[str, Any]:
    return {
        "now": clock.now.isoformat(),
        "speed": clock.speed,
        "pace": clock.pace,
        "target": _said(clock.target),
    }


def line_json(line: Line) -> dict[str, Any]:
    return {"down": line.down, "until": _said(line.until)}


def _said(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
