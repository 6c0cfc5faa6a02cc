"""The same by webhook: the platform posts what happened, and is answered when it is stored."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram import Bot
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from benchmarks.durable import REST, Muster
from benchmarks.usual import Bare
from bot.webhook import PATH, application
from tests.kit.live import free_address

SECRET = "a-secret-of-the-office"  # noqa: S105


@asynccontextmanager
async def hooked(bot: Bot, app: web.Application) -> AsyncIterator[None]:
    """Served, and posted to, as long as it lasts."""
    runner, address = web.AppRunner(app, access_log=None), free_address()
    host, _, port = address.partition(":")
    await runner.setup()
    await web.TCPSite(runner, host, int(port)).start()
    try:
        await bot.set_webhook(f"http://{address}{PATH}", secret_token=SECRET)
        yield
        await bot.delete_webhook()
    finally:
        await runner.cleanup()


class HookedBare(Bare):
    """The same handler behind aiogram's own way in: it makes both calls, then it is answered."""

    name = "bare, webhook"

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        app = web.Application()
        SimpleRequestHandler(
            self.dispatcher, self.bot, handle_in_background=False, secret_token=SECRET
        ).register(app, path=PATH)
        async with hooked(self.bot, app):
            yield


class HookedMuster(Muster):
    """The press is answered in the webhook's response, when its update is handled."""

    name = "Muster, webhook"

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        app = self.app
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work) for work in (app.intake.run(), app.delivery.run())]
            async with hooked(app.bot, application(app.intake, SECRET)):
                yield
            await asyncio.sleep(REST)
            for task in tasks:
                task.cancel()
