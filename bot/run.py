"""`muster run`: serve until told to stop, then finish what is on the wire."""

import asyncio
import gc
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any

import structlog
from aiogram.exceptions import ClientDecodeError, TelegramAPIError

from bot.app import App, build
from bot.clock import steady
from bot.console import texts_of
from bot.errors import describe, keep_going
from bot.health import window
from bot.intake import ALLOWED_UPDATES
from bot.listening import listening
from bot.settings import Settings
from bot.version import make_ready
from bot.webhook import PATH, Webhook
from models import inbox
from models.serving import Watch, for_ever
from scheduler import timetable
from views.command_line import first_code

log = structlog.get_logger()
DRAIN = 10.0
"""Seconds a stop waits for the message on the wire."""
RETRY = 5.0
FIRST_CONTACT = 15.0
"""Seconds the clock waits for what the platform kept while Muster was off."""


async def run(settings: Settings, *, watch: Watch, say: Callable[[str], None] = print) -> None:
    """Until SIGTERM or SIGINT, or until `watch` raises; `say` prints the one-time code."""
    app = build(settings)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        await make_ready(app.engine)
        gc.freeze()  # else everybody waits now and then while all that was imported is walked
        await serve(app, settings, stop, say=say, watch=watch)
    except ExceptionGroup as failures:
        log.critical("ended by a failure", errors=[describe(e) for e in failures.exceptions])
        raise SystemExit(1) from None
    finally:
        await app.close()


async def serve(
    app: App,
    settings: Settings,
    stop: asyncio.Event,
    *,
    say: Callable[[str], None],
    watch: Watch = for_ever,
) -> None:
    if code := await app.prepare(settings):
        say(first_code(code, texts_of(settings)))
    again = await app.delivery.recover()
    log.info("started", mode="webhook" if settings.listen else "polling", sent_again=again)
    async with window(app, settings), _ticking(app) as begin:
        way_in = _by_webhook(app, settings) if settings.listen else app.poller.run()
        clock = _after_first_contact(app, begin)
        works = [watch(), clock, way_in, app.intake.run(), app.reader.run(), app.delivery.run()]
        await _until(stop, app, works)
    log.info("stopped")


async def _until(stop: asyncio.Event, app: App, works: list[Coroutine[Any, Any, None]]) -> None:
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(work) for work in works]
        await stop.wait()
        for task in tasks[:-1]:
            task.cancel()
        await app.delivery.finish(DRAIN)
        tasks[-1].cancel()


@asynccontextmanager
async def _ticking(app: App) -> AsyncIterator[Callable[[], None]]:
    clock = timetable.build(app.office)
    try:
        yield clock.start
    finally:
        if clock.running:
            clock.shutdown(wait=False)


async def _after_first_contact(app: App, begin: Callable[[], None]) -> None:
    """What was said before the hour is heard before the hour strikes, after a pause too."""
    with suppress(TimeoutError):
        async with asyncio.timeout(FIRST_CONTACT):
            await app.poller.contact.first.wait()
            while await _has_waiting(app):  # noqa: ASYNC110 - rows, not an event
                await asyncio.sleep(0.1)
    await timetable.tick(app.office)
    begin()


async def _has_waiting(app: App) -> bool:
    async with app.sessions() as session:
        return bool(await inbox.waiting(session))


async def _by_webhook(app: App, settings: Settings) -> None:
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    webhook = Webhook(app.intake, secret)
    async with listening(*settings.address, judge=webhook.judge, answer=webhook.answer):
        await _announce(app, f"{settings.webhook_url}{PATH}", secret)
        await keep_going(partial(_listen_for, app))


async def _listen_for(app: App) -> None:
    """By webhook silence proves nothing: ask whether the platform is there."""
    await app.bot.get_webhook_info()
    await app.poller.contact.heard(steady())
    await asyncio.sleep(30)


async def _announce(app: App, url: str, secret: str) -> None:
    while True:
        try:
            await app.bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED_UPDATES)
        except (TelegramAPIError, ClientDecodeError) as error:
            log.warning("the webhook could not be set", error=type(error).__name__)
            await asyncio.sleep(RETRY)
        else:
            return
