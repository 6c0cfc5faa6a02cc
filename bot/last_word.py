"""When nothing can be kept, not even what is owed, people are told straight over the line."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import tzinfo
from time import perf_counter
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from sqlalchemy.exc import DBAPIError

from bot.clock import steady
from bot.pace import Pace
from bot.updates import who_asks
from bot.wire import Spoken
from models.engine import Sessions
from models.person import who_is
from views.help import nothing_kept
from views.texts import LANGUAGES, texts

log = structlog.get_logger()
ONCE_IN = 60.0
PATIENCE = 5.0
"""Seconds for all whom it concerns: what they sent is tried again after it."""
_METHOD = "sendMessage"


class NothingKept(Exception):
    """The disk is full: what came stays where it is until there is room."""


@dataclass
class LastWord:
    bot: Bot
    sessions: Sessions
    pace: Pace
    zone: tzinfo
    _told: dict[int, float] = field(default_factory=dict)

    async def say(self, updates: Iterable[dict[str, Any] | None]) -> None:
        """Once a minute at most to each who typed or pressed, in their language or in both."""
        people = self._due({who for raw in updates if raw and (who := who_asks(raw))})
        said = {who: self._words(language) for who, language in await self._languages(people)}
        log.error("nothing can be kept: the disk is full", told=len(said))
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await asyncio.gather(*(self._tell(who, words) for who, words in said.items()))

    def _due(self, people: set[int]) -> list[int]:
        """As many as there is room for: the others' turn comes when theirs is tried again."""
        now = steady()
        self._told = {who: at for who, at in self._told.items() if now - at < ONCE_IN}
        room = int(min(self.pace.room(), 1000))
        due = sorted(people - self._told.keys())[:room]
        self._told |= dict.fromkeys(due, now)
        return due

    async def _languages(self, people: Iterable[int]) -> list[tuple[int, str]]:
        try:
            async with self.sessions() as session:
                known = [(who, await who_is(session, who)) for who in people]
        except DBAPIError:
            return [(who, "") for who in people]
        return [(who, found[0].language if found else "") for who, found in known]

    def _words(self, language: str) -> str:
        spoken = [language] if language else LANGUAGES
        return "\n\n".join(nothing_kept(texts(each, self.zone)).text for each in spoken)

    async def _tell(self, who: int, words: str) -> None:
        """Its place is given back whatever happens, also when patience has run out."""
        wait, began = self.pace.begin(who, _METHOD), perf_counter()
        try:
            await asyncio.sleep(wait)
            began = perf_counter()
            with suppress(TelegramAPIError, ClientDecodeError):
                await self.bot(Spoken.of(_METHOD, {"chat_id": who, "text": words}))
        finally:
            self.pace.done(who, _METHOD, took=perf_counter() - began)
