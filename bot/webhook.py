"""The platform's way in by HTTP: checked, stored, and only then answered 200."""

import hmac
import json
from typing import Any

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.intake import Intake
from bot.updates import LARGEST_ID

log = structlog.get_logger()
PATH = "/webhook"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (a header's name)
MAX_BODY = 1_000_000


def application(intake: Intake, secret: str) -> web.Application:
    async def on_update(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return web.Response(status=401)
        update = _read(await request.read())
        if update is None:
            return web.Response(status=400)
        try:
            await intake.receive([update])
        except SQLAlchemyError as error:
            log.error("update not stored", error=type(error).__name__)
            return web.Response(status=503)
        return web.Response()

    app = web.Application(client_max_size=MAX_BODY)
    app.router.add_post(PATH, on_update)
    return app


def _read(body: bytes) -> dict[str, Any] | None:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = update.get("update_id") if isinstance(update, dict) else None
    is_update = isinstance(number, int) and abs(number) <= LARGEST_ID
    return update if is_update else None
