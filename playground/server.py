"""The platform on the line: real HTTP on this machine, with the accidents a real line has."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from aiohttp import web

from playground.faults import Fault, FaultKind, Faults
from playground.files import LARGEST_UPLOAD
from playground.long_polls import LongPolls
from playground.refusals import SERVER_ERROR, Refused, too_large, too_many
from playground.requests import (
    Files,
    Params,
    answered,
    bad_gateway,
    cut,
    not_found,
    read_request,
    refused,
)
from playground.telegram import Telegram
from playground.webhooks import WebhookPosts

ENVELOPE = 1024 * 1024
SHUTDOWN_PATIENCE = 1.0


class BotApiServer:
    def __init__(
        self,
        telegram: Telegram,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        webhook_pause: float = 1.0,
    ) -> None:
        self.telegram = telegram
        self._host, self._port = host, port
        self._polls = LongPolls(telegram)
        self.faults = Faults(on_outage=self._polls.close)
        self._posts = WebhookPosts(telegram, faults=self.faults, pause=webhook_pause)
        self._runner: web.AppRunner | None = None
        self._delivery: asyncio.Task[None] | None = None

    @property
    def base(self) -> str:
        return f"http://{self._host}:{self._port}"

    async def start(self) -> None:
        self._unsubscribe = [
            self.telegram.subscribe(listener)
            for listener in (self._polls.hears, self._posts.hears)
        ]
        runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=SHUTDOWN_PATIENCE)
        await runner.setup()
        await web.TCPSite(runner, self._host, self._port).start()
        self._port = runner.addresses[0][1]
        self._runner = runner
        self._delivery = asyncio.get_running_loop().create_task(self._posts.run())

    async def stop(self) -> None:
        if self._runner is None or self._delivery is None:
            return
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._polls.close()
        self._delivery.cancel()
        with suppress(asyncio.CancelledError):
            await self._delivery
        await self._runner.cleanup()
        self._runner = None

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_UPLOAD + ENVELOPE)
        app.router.add_route("*", "/bot{token:[^/]+}/{method}", self._call)
        app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self._download)
        app.router.add_route("*", "/{path:.*}", self._nowhere)
        return app

    async def _call(self, request: web.Request) -> web.StreamResponse:
        if self.faults.offline:
            return cut(request)
        fault = None
        try:
            params, files = await read_request(request)
            fault = self.faults.take(request.match_info["method"])
            answer = _instead(fault, request) or answered(
                await self._answer(request.match_info, params, files)
            )
        except Refused as refusal:
            answer = refused(refusal)
        except web.HTTPRequestEntityTooLarge:
            answer = refused(too_large())
        return await self._sent_back(answer, request, fault=fault)

    async def _answer(self, match: Mapping[str, str], params: Params, files: Files) -> Any:
        token, method = match["token"], match["method"]
        if method.lower() == "getupdates":
            return await self._polls.wait(token, params)
        return self.telegram.call(token, method, params, files)

    async def _sent_back(
        self, answer: web.Response, request: web.Request, *, fault: Fault | None
    ) -> web.Response:
        if fault is not None and fault.kind is FaultKind.SLOW:
            await asyncio.sleep(fault.seconds)
        if self.faults.offline or fault == Fault.DROP_AFTER:
            return cut(request)
        return answer

    async def _download(self, request: web.Request) -> web.Response:
        if self.faults.offline:
            return cut(request)
        stored = self.telegram.state.files.at(request.match_info["path"])
        if stored is None or request.match_info["token"] != self.telegram.state.token:
            return not_found()
        return web.Response(body=stored.content, content_type="application/octet-stream")

    async def _nowhere(self, request: web.Request) -> web.Response:
        return cut(request) if self.faults.offline else not_found()


def _instead(fault: Fault | None, request: web.Request) -> web.Response | None:
    """What a fault puts in the place of the call itself."""
    match fault:
        case Fault(kind=FaultKind.HTML_502):
            return bad_gateway()
        case Fault(kind=FaultKind.SERVER_ERROR):
            return refused(Refused(500, SERVER_ERROR))
        case Fault(kind=FaultKind.TOO_MANY, seconds=seconds):
            return refused(too_many(seconds))
        case Fault(kind=FaultKind.DROP_BEFORE):
            return cut(request)
    return None
