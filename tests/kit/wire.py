"""Telegram replaced at the session: the playground's rules without its sockets."""

import json
from collections.abc import AsyncGenerator, Callable
from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import TelegramMethod

from bot.wire import Spoken, result_of
from domain.document import Document
from playground.files import Upload
from playground.refusals import Refused
from playground.telegram import Telegram

PART = 65536


class Wire(BaseSession):
    """`quiet` raises when the office speaks while a transaction is open."""

    def __init__(self, telegram: Telegram, quiet: Callable[[], None]) -> None:
        super().__init__()
        self.telegram, self.quiet = telegram, quiet
        self.breaks: list[Exception] = []

    async def make_request(
        self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None
    ) -> Any:
        self.quiet()
        if self.breaks:
            raise self.breaks.pop(0)
        if isinstance(method, Spoken):
            status, body = self._told(bot, method.name, method.values)
            return result_of(self, bot, method, status, json.dumps(body).encode())
        files: dict[str, Any] = {}
        params = {
            name: self.prepare_value(value, bot=bot, files=files, _dumps_json=False)
            for name, value in method.model_dump(warnings=False).items()
        }
        given = {name: value for name, value in params.items() if value is not None}
        status, body = self._told(bot, method.__api_method__, given)
        return self.check_response(bot, method, status, json.dumps(body)).result

    def _told(self, bot: Bot, name: str, values: dict[str, Any]) -> tuple[int, Any]:
        try:
            files = {
                field: Upload(value.name, value.content)
                for field, value in values.items()
                if isinstance(value, Document)
            }
            params = {field: value for field, value in values.items() if field not in files}
            return 200, {"ok": True, "result": self.telegram.call(bot.token, name, params, files)}
        except Refused as refused:
            return refused.code, refused.json()

    async def stream_content(
        self, url: str, *args: Any, **kwargs: Any
    ) -> AsyncGenerator[bytes, None]:
        self.quiet()
        if self.breaks:
            raise self.breaks.pop(0)
        stored = self.telegram.state.files.at(url.partition(f"{self.telegram.state.token}/")[2])
        content = stored.content if stored else b""
        for at in range(0, len(content), PART):
            yield content[at : at + PART]

    async def close(self) -> None:
        """No socket is held open."""
