"""Two strangers to each other who both speak to the platform: aiogram and python-telegram-bot."""

import json
import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Protocol

import pytest
import telegram as ptb
from aiogram import Bot, types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.methods import TelegramMethod
from aiogram.types import BotCommand, BufferedInputFile, Update
from aiogram.types.bot_command_scope_union import BotCommandScopeUnion
from telegram.error import NetworkError, TelegramError
from telegram.request import HTTPXRequest

Rows = list[list[dict[str, Any]]]


class Client(Protocol):
    """A library's bot: called by the Bot API's names, answering with what came over the wire."""

    @property
    def heard(self) -> dict[str, Any]: ...
    @property
    def refusals(self) -> tuple[type[Exception], ...]: ...
    @property
    def unreadable(self) -> type[Exception]: ...

    async def call(self, method: str, **params: Any) -> Any:
        """By the library's own method, with all that it checks and adds."""

    async def ask(self, method: str, **params: Any) -> Any:
        """In the library's way of writing requests, but past what it would check."""

    def reads(self, update: dict[str, Any]) -> dict[str, Any]:
        """An update as the library understands it, written down again."""

    async def download(self, file_path: str) -> bytes: ...
    async def close(self) -> None: ...
    def file(self, content: bytes, name: str) -> Any: ...
    def commands(self, *pairs: tuple[str, str]) -> Sequence[Any]: ...
    def scope(self, kind: str, **named: int) -> Any: ...


def snake(method: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"_\1", method).lower()


class _ListeningSession(AiohttpSession):
    heard: dict[str, Any]

    def check_response(self, bot: Bot, method: Any, status_code: int, content: str) -> Any:
        self.heard = {} if content.startswith("<") else json.loads(content)
        return super().check_response(bot, method, status_code, content)


@cache
def _session() -> _ListeningSession:
    """One for all tests: to read the world's certificates takes longer than most of them."""
    return _ListeningSession()


class _Anything(TelegramMethod[Any]):
    __returning__ = Any
    __api_method__ = ""


class AiogramClient:
    refusals: tuple[type[Exception], ...] = (TelegramAPIError,)
    unreadable: type[Exception] = ClientDecodeError

    def __init__(self, base: str, token: str) -> None:
        self._session = _session()
        self._session.api = TelegramAPIServer.from_base(base)
        self._bot = Bot(token, session=self._session)

    @property
    def heard(self) -> dict[str, Any]:
        return self._session.heard

    async def call(self, method: str, **params: Any) -> Any:
        await getattr(self._bot, snake(method))(**params)
        return self.heard["result"]

    async def ask(self, method: str, **params: Any) -> Any:
        named = type(method, (_Anything,), {"__api_method__": method})
        await self._bot(named(**params))
        return self.heard["result"]

    def reads(self, update: dict[str, Any]) -> dict[str, Any]:
        read = Update.model_validate(update, context={"bot": self._bot})
        return read.model_dump(mode="json", by_alias=True, exclude_none=True)

    async def download(self, file_path: str) -> bytes:
        content = await self._bot.download_file(file_path)
        assert content is not None
        return content.read()

    async def close(self) -> None:
        await (await self._session.create_session()).close()

    def file(self, content: bytes, name: str) -> BufferedInputFile:
        return BufferedInputFile(content, name)

    def commands(self, *pairs: tuple[str, str]) -> list[BotCommand]:
        return [BotCommand(command=command, description=words) for command, words in pairs]

    def scope(self, kind: str, **named: int) -> BotCommandScopeUnion:
        name = "BotCommandScope" + kind.title().replace("_", "")
        return getattr(types, name)(**named)


class _ListeningRequest(HTTPXRequest):
    heard: bytes

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        code, self.heard = await super().do_request(*args, **kwargs)
        return code, self.heard


class PythonTelegramBotClient:
    refusals: tuple[type[Exception], ...] = (TelegramError,)
    unreadable: type[Exception] = NetworkError

    def __init__(self, base: str, token: str) -> None:
        self._request = _ListeningRequest(connection_pool_size=4, httpx_kwargs={"verify": False})
        self._bot = ptb.Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=self._request,
            get_updates_request=self._request,
        )

    @property
    def heard(self) -> dict[str, Any]:
        body: dict[str, Any] = json.loads(self._request.heard)
        return body

    async def call(self, method: str, **params: Any) -> Any:
        await getattr(self._bot, snake(method))(**params)
        return self.heard["result"]

    async def ask(self, method: str, **params: Any) -> Any:
        await self._bot.do_api_request(method.lower(), api_kwargs=params)
        return self.heard["result"]

    def reads(self, update: dict[str, Any]) -> dict[str, Any]:
        read = ptb.Update.de_json(json.loads(json.dumps(update)), self._bot)
        return read.to_dict()

    async def download(self, file_path: str) -> bytes:
        url = f"{self._bot.base_file_url}/{file_path}"
        return await self._request.retrieve(url)

    async def close(self) -> None:
        await self._request.shutdown()

    def file(self, content: bytes, name: str) -> ptb.InputFile:
        return ptb.InputFile(content, filename=name)

    def commands(self, *pairs: tuple[str, str]) -> list[ptb.BotCommand]:
        return [ptb.BotCommand(command, words) for command, words in pairs]

    def scope(self, kind: str, **named: int) -> ptb.BotCommandScope:
        return ptb.BotCommandScope.de_json({"type": kind} | named, self._bot)


CLIENTS: dict[str, type[AiogramClient] | type[PythonTelegramBotClient]] = {
    "aiogram": AiogramClient,
    "python-telegram-bot": PythonTelegramBotClient,
}


def inline(*rows: list[tuple[str, str]]) -> dict[str, Rows]:
    return {
        "inline_keyboard": [
            [{"text": label, "callback_data": data} for label, data in row] for row in rows
        ]
    }


async def refusal(client: Client, method: str, **params: Any) -> str:
    with pytest.raises(client.refusals):
        await client.call(method, **params)
    return f"{client.heard['error_code']} {client.heard['description']}"


async def plain_refusal(client: Client, method: str, **params: Any) -> str:
    """The refusal of a request that the library itself would not have sent."""
    with pytest.raises(client.refusals):
        await client.ask(method, **params)
    return f"{client.heard['error_code']} {client.heard['description']}"
