"""The line to the platform: plain values out as JSON, and answers taken as they come."""

import json
from http import HTTPStatus
from typing import Any, ClassVar, cast
from urllib.parse import urlsplit

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import Response, TelegramType
from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientTimeout,
    ConnectionTimeoutError,
    FormData,
)

from bot.channel import Broken, Channel, NoConnection
from domain.document import Document

_BARE_LINKS = {"link_preview_options": {"is_disabled": True}}
_DRESS = {"sendMessage": _BARE_LINKS, "editMessageText": _BARE_LINKS}
_BYTES = "application/octet-stream"
_UNREAD = Response[Any]
"""pydantic keeps this class weakly: when nobody holds it, each refusal builds its own anew."""


class Spoken(TelegramMethod[Any]):
    """A method by its name with the values that a row holds; its result is plain values too."""

    __returning__ = Any
    __api_method__: ClassVar[str] = "spoken"

    name: str
    values: dict[str, Any]

    @classmethod
    def of(cls, name: str, values: dict[str, Any]) -> "Spoken":
        """A message's links are never opened up into previews."""
        return cls(name=name, values=values | _DRESS.get(name, {}))


class NotReached(TelegramNetworkError):
    """No connection came about: the platform heard nothing of it."""


class Line(AiohttpSession):
    """aiogram's session; what Muster speaks itself is neither modelled nor validated again."""

    def __init__(self, api: TelegramAPIServer) -> None:
        super().__init__(api=api)
        address = urlsplit(api.base)
        self._origin = f"{address.scheme}://{address.netloc}"
        self._channel = Channel(address)

    async def close(self) -> None:
        self._channel.close()
        await super().close()

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109  (aiogram's own signature)
    ) -> TelegramType:
        if not isinstance(method, Spoken):
            return await super().make_request(bot, method, timeout)
        status, content = await self._post(bot, method, timeout)
        return cast(TelegramType, result_of(self, bot, method, status, content))

    async def _post(
        self,
        bot: Bot,
        method: Spoken,
        timeout: int | None,  # noqa: ASYNC109  (aiogram's own signature)
    ) -> tuple[int, bytes]:
        url = self.api.api_url(token=bot.token, method=method.name)
        seconds = timeout or self.timeout
        if any(isinstance(value, Document) for value in method.values.values()):
            return await self._post_form(url, method, seconds)
        body = json.dumps(method.values, ensure_ascii=False).encode()
        try:
            answer = await self._channel.post(
                url.removeprefix(self._origin), body, seconds=seconds
            )
        except NoConnection as error:
            raise NotReached(method, str(error)) from error
        except Broken as error:
            raise TelegramNetworkError(method, str(error)) from error
        return answer.status, answer.content

    async def _post_form(self, url: str, method: Spoken, seconds: float) -> tuple[int, bytes]:
        session, patience = await self.create_session(), ClientTimeout(total=seconds)
        try:
            async with session.post(url, data=_form(method.values), timeout=patience) as answer:
                return answer.status, await answer.read()
        except (ClientConnectorError, ConnectionTimeoutError) as error:
            raise NotReached(method, type(error).__name__) from error
        except (TimeoutError, ClientError) as error:
            raise TelegramNetworkError(method, type(error).__name__) from error


def _form(values: dict[str, Any]) -> FormData:
    """A file goes in parts of a form, and everything else beside it."""
    form = FormData(quote_fields=False)
    for name, value in values.items():
        match value:
            case Document():
                form.add_field(name, value.content, filename=value.name, content_type=_BYTES)
            case str():
                form.add_field(name, value)
            case _:
                form.add_field(name, json.dumps(value, ensure_ascii=False))
    return form


def result_of(session: BaseSession, bot: Bot, method: Spoken, status: int, content: bytes) -> Any:
    """What was accepted, as it came; a refusal is aiogram's error of its kind."""
    try:
        answer = json.loads(content)
    except ValueError as error:
        raise ClientDecodeError("Failed to decode object", error, "") from error
    if status == HTTPStatus.OK and isinstance(answer, dict) and answer.get("ok"):
        return answer.get("result")
    return session.check_response(bot, method, status, content.decode()).result
