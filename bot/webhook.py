"""The platform's way in by HTTP: checked, stored, and only then answered 200."""

import asyncio
import hmac
import json
from typing import Any

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.intake import Intake
from bot.presses import Handled
from bot.sound import LARGEST_ID
from bot.updates import pressed_in

log = structlog.get_logger()
PATH = "/webhook"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (a header's name)
MAX_BODY = 1_000_000
PATIENCE = 1.0
"""Seconds that the platform is kept on the line for the answer to a press."""


def application(intake: Intake, secret: str) -> web.Application:
    async def on_update(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return web.Response(status=401)
        update = _read(await request.read())
        if update is None:
            return web.Response(status=400)
        try:
            return await _taken(intake, update)
        except SQLAlchemyError as error:
            log.error("update not stored", error=type(error).__name__)
            return web.Response(status=503)

    app = web.Application(client_max_size=MAX_BODY)
    app.router.add_post(PATH, on_update)
    return app


async def _taken(intake: Intake, update: dict[str, Any]) -> web.Response:
    """Stored; a press that is handled at once has its answer in the same breath."""
    press_id = pressed_in(update)
    if press_id is None:
        await intake.receive([update])
        return web.Response()
    with intake.presses.expecting(press_id) as handled:
        await intake.receive([update])
        if not await _in_time(handled):
            return web.Response()
    return web.json_response({"method": "answerCallbackQuery", "callback_query_id": press_id})


async def _in_time(handled: Handled) -> bool:
    try:
        async with asyncio.timeout(PATIENCE):
            return await handled
    except TimeoutError:
        return False


def _read(body: bytes) -> dict[str, Any] | None:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = update.get("update_id") if isinstance(update, dict) else None
    is_update = isinstance(number, int) and abs(number) <= LARGEST_ID
    return update if is_update else None
