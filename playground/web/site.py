"""The page's server: it stands beside the Bot API server and knows the same telephones."""

import asyncio
from contextlib import suppress

from aiohttp import web

from playground.files import LARGEST_UPLOAD
from playground.telegram import Telegram
from playground.web import pages
from playground.web.events import Events
from playground.web.feed import Feed
from playground.web.file_routes import Files
from playground.web.guard import Guard, add_headers, in_sentences
from playground.web.news import News
from playground.web.office import Office
from playground.web.office_routes import Offices
from playground.web.phone_routes import Phones

PORT = 8790
NEIGHBOURS = 20
ENVELOPE = 1024 * 1024
PATIENCE = 1.0


class Site:
    def __init__(
        self, telegram: Telegram, office: Office, *, host: str = "127.0.0.1", port: int = PORT
    ) -> None:
        self._telegram, self._office = telegram, office
        self._host, self._port = host, port
        self.feed = Feed()
        self._news = News(telegram, office, self.feed)
        self._events = Events(self.feed, opening=self._news.opening)

    @property
    def address(self) -> str:
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}/"

    async def run(self, opened: asyncio.Future[str]) -> None:
        """Until cancelled; `opened` is given the address as soon as the page answers."""
        runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=PATIENCE)
        await runner.setup()
        unsubscribe = self._telegram.subscribe(self._news.hears)
        try:
            await self._listen(runner)
            opened.set_result(self.address)
            async with asyncio.TaskGroup() as group:
                group.create_task(self._news.tell_clock())
                group.create_task(self._news.tell_figures())
        finally:
            unsubscribe()
            self._events.close()
            await runner.cleanup()

    async def _listen(self, runner: web.AppRunner) -> None:
        """On the port asked for, or the next one that nobody uses."""
        for port in range(self._port, self._port + NEIGHBOURS) if self._port else ():
            with suppress(OSError):
                await web.TCPSite(runner, self._host, port).start()
                self._port = port
                return
        await web.TCPSite(runner, self._host, 0).start()
        self._port = runner.addresses[0][1]

    def _app(self) -> web.Application:
        guard = Guard(self._host)
        app = web.Application(
            client_max_size=LARGEST_UPLOAD + ENVELOPE, middlewares=[in_sentences, guard.checked]
        )
        app.on_response_prepare.append(add_headers)
        for part in (
            pages.routes(),
            Offices(self._telegram, self._office).routes(),
            Phones(self._telegram, self._office).routes(),
            Files(self._telegram).routes(),
            self._events.routes(),
        ):
            app.add_routes(part)
        return app
