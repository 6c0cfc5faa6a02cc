"""`muster playground`: the whole office in a browser, until Ctrl-C."""

import asyncio
import os
import signal
import sys
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, time

from bot.playground.office import StreetOffice
from bot.playground.stage import A_MONDAY, Hire, on_stage
from bot.playground.street import fill_street
from bot.settings import Settings
from playground.clock import MovableClock
from playground.web.site import PORT, Site

BEFORE_WORK = time(7, 30)


async def open_page(
    settings: Settings, *, host: str, port: int, browser: bool, say: Callable[[str], object]
) -> None:
    """`say` is told the address as soon as the page answers."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with page_open(settings, host=host, port=port) as site:
        say(site.address)
        if browser and _has_display():
            await asyncio.to_thread(webbrowser.open, site.address)
        await stop.wait()


@asynccontextmanager
async def page_open(
    settings: Settings, *, host: str = "127.0.0.1", port: int = PORT, hire: Hire = fill_street
) -> AsyncIterator[Site]:
    clock = MovableClock(at=datetime.combine(A_MONDAY, BEFORE_WORK, settings.zone))
    async with on_stage(settings, clock=clock, hire=hire) as stage:
        office = await StreetOffice.open(stage)
        site = Site(stage.telegram, office, host=host, port=port)
        opened: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        async with asyncio.TaskGroup() as group:
            works = [group.create_task(work) for work in (site.run(opened), office.run())]
            await opened
            try:
                yield site
            finally:
                for work in works:
                    work.cancel()


def _has_display() -> bool:
    if sys.platform in {"darwin", "win32"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
