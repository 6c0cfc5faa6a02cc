"""The operator's window on this machine: signs of life at /health, figures at /metrics."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy.exc import SQLAlchemyError

from bot.app import App
from bot.clock import steady
from bot.settings import Settings
from domain.health import AT_MOST, Sign
from domain.settings import Flaw, WrongSetting
from models import backlog
from models.outbox import OutboxState

PATIENCE = 5.0
"""Seconds a busy database may keep the operator waiting."""


@dataclass(frozen=True)
class Pulse:
    """`seconds` since each sign of life; without a database some are missing."""

    seconds: dict[Sign, float]
    waiting: dict[OutboxState, int] = field(default_factory=dict)
    broken: str = ""

    def failing(self) -> dict[str, str]:
        late = {
            sign.value: f"{age:.0f} s, at most {AT_MOST[sign].total_seconds():.0f} s"
            for sign, age in self.seconds.items()
            if age > AT_MOST[sign].total_seconds()
        }
        return late | ({"database": self.broken} if self.broken else {})


@dataclass(frozen=True)
class Window:
    """What nothing was heard of yet counts from the start."""

    app: App
    opened: float

    async def pulse(self) -> Pulse:
        now, app = steady(), self.app
        seconds = {
            Sign.CONTACT: now - (app.poller.contact.steady or self.opened),
            Sign.TICK: now - (app.office.ticked_at or self.opened),
        }
        try:
            async with asyncio.timeout(PATIENCE), app.sessions() as session:
                moment = app.office.now()
                oldest = {
                    Sign.OUTBOX: await backlog.oldest_message(session, now=moment),
                    Sign.INBOX: await backlog.oldest_update(session, now=moment),
                }
                waiting = await backlog.depth(session)
        except (SQLAlchemyError, OSError) as error:
            return Pulse(seconds, broken=type(error).__name__)
        ages = {sign: _age(since, moment) for sign, since in oldest.items()}
        return Pulse(seconds | ages, waiting)

    async def on_health(self, _request: web.Request) -> web.Response:
        pulse = await self.pulse()
        failing = pulse.failing()
        told = {
            "status": "failing" if failing else "ok",
            "failing": failing,
            "seconds": {sign.value: round(age, 1) for sign, age in pulse.seconds.items()},
            "waiting": {state.value: count for state, count in pulse.waiting.items()},
        }
        return web.json_response(told, status=503 if failing else 200)

    async def on_metrics(self, _request: web.Request) -> web.Response:
        pulse = await self.pulse()
        body = self.app.metrics.text(pulse.waiting, pulse.seconds)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})


def _age(since: datetime | None, now: datetime) -> float:
    return max((now - since).total_seconds(), 0.0) if since else 0.0


@asynccontextmanager
async def window(app: App, settings: Settings) -> AsyncIterator[None]:
    """Open as long as Muster runs, where the operator has asked for one."""
    if settings.metrics is None:
        yield
        return
    shown = Window(app, steady())
    outside = web.Application()
    outside.router.add_get("/health", shown.on_health)
    outside.router.add_get("/metrics", shown.on_metrics)
    runner = web.AppRunner(outside, access_log=None)
    await runner.setup()
    try:
        await _listen(runner, *settings.metrics_address)
        yield
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError:
        raise WrongSetting("MUSTER_METRICS", Flaw.TAKEN) from None
