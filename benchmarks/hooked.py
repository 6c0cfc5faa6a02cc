"""The same by webhook: the platform posts what happened, and is answered when it is stored."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram import Bot
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from benchmarks.durable import REST, Muster
from benchmarks.usual import Bare
from bot.listening import listening
from bot.webhook import PATH, Webhook
from tests.kit.live import free_address

SECRET = "a-secret-of-the-office"  # noqa: S105


@asynccontextmanager
async def hooked(bot: Bot, address: tuple[str, int]) -> AsyncIterator[None]:
    """Posted to as long as it lasts."""
    await bot.set_webhook("http://{}:{}".format(*address) + PATH, secret_token=SECRET)
    yield
    await bot.delete_webhook()


@asynccontextmanager
async def served(app: web.Application, address: tuple[str, int]) -> AsyncIterator[None]:
    """By aiohttp, as aiogram's own examples are."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, *address).start()
        yield
    finally:
        await runner.cleanup()


def free() -> tuple[str, int]:
    host, _, port = free_address().partition(":")
    return host, int(port)


class HookedBare(Bare):
    """The same handler behind aiogram's own way in: it makes both calls, then it is answered."""

    name = "bare, webhook"

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        app = web.Application()
        SimpleRequestHandler(
            self.dispatcher, self.bot, handle_in_background=False, secret_token=SECRET
        ).register(app, path=PATH)
        async with served(app, address := free()), hooked(self.bot, address):
            yield


class HookedMuster(Muster):
    """The press is answered in the webhook's response, when its update is handled."""

    name = "Muster, webhook"

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        app = self.app
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work) for work in (app.intake.run(), app.delivery.run())]
            door, address = Webhook(app.intake, SECRET), free()
            served = listening(*address, judge=door.judge, answer=door.answer)
            async with served, hooked(app.bot, address):
                yield
            await asyncio.sleep(REST)
            for task in tasks:
                task.cancel()
