"""The platform's way in by HTTP: checked, stored, and only then answered 200."""

import hmac
import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from bot.errors import attempt
from bot.http_question import Head
from bot.intake import Intake
from bot.listening import Said
from bot.sound import LARGEST_ID
from bot.updates import pressed_in

PATH = "/webhook"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (a header's name)
PATIENCE = 1.0
"""Seconds that the platform is kept on the line for the answer to a press."""


@dataclass(frozen=True)
class Webhook:
    intake: Intake
    secret: str

    def judge(self, head: Head) -> HTTPStatus | None:
        """Whoever does not know the secret is refused before their body is read."""
        if head.path != PATH.encode():
            return HTTPStatus.NOT_FOUND
        if head.method != b"POST":
            return HTTPStatus.METHOD_NOT_ALLOWED
        given = head.headers.get(SECRET_HEADER.lower().encode(), b"")
        if not hmac.compare_digest(given, self.secret.encode()):
            return HTTPStatus.UNAUTHORIZED
        return None

    async def answer(self, body: bytes) -> Said:
        update = _read(body)
        if update is None:
            return Said(HTTPStatus.BAD_REQUEST)
        said = await attempt(self._taken(update))
        return said if isinstance(said, Said) else Said(HTTPStatus.SERVICE_UNAVAILABLE)

    async def _taken(self, update: dict[str, Any]) -> Said:
        """Stored; a press that is handled at once has its answer in the same breath."""
        press_id = pressed_in(update)
        if press_id is None:
            await self.intake.receive([update])
            return Said()
        with self.intake.presses.expecting(press_id, seconds=PATIENCE) as handled:
            await self.intake.receive([update])
            if not await handled:
                return Said()
        call = {"method": "answerCallbackQuery", "callback_query_id": press_id}
        return Said(json=json.dumps(call).encode())


def _read(body: bytes) -> dict[str, Any] | None:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = update.get("update_id") if isinstance(update, dict) else None
    is_update = isinstance(number, int) and abs(number) <= LARGEST_ID
    return update if is_update else None
