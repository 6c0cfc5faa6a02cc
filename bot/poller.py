"""Long polling that confirms a batch only after it is stored."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from bot.clock import steady
from bot.contact import Contact
from bot.errors import keep_going
from bot.intake import ALLOWED_UPDATES, Intake
from bot.wire import Spoken

log = structlog.get_logger()
LONG_POLL = 30
PATIENCE = 60.0
SEVERAL = 3
LATELY = 300.0
"""Seconds within which several conflicts are no accident: a restart makes one."""


@dataclass
class Poller:
    bot: Bot
    intake: Intake
    contact: Contact
    offset: int | None = None
    failures: int = 0
    has_way: bool = False
    conflicts: list[float] = field(default_factory=list)

    async def run(self) -> None:
        await keep_going(self._turn)

    async def _turn(self) -> None:
        wait = await self._fetch()
        if wait:
            await asyncio.sleep(wait)

    async def fetch_once(self, *, timeout: int = 0) -> int:  # noqa: ASYNC109  (the platform's own)
        asked = {"timeout": timeout, "allowed_updates": ALLOWED_UPDATES}
        after = {"offset": self.offset} if self.offset else {}
        fetch = Spoken(name="getUpdates", values=asked | after)
        updates: list[dict[str, Any]] = await self.bot(fetch, request_timeout=timeout + 15)
        if updates:
            await self.intake.receive(updates)
            self.offset = max(update["update_id"] for update in updates) + 1
        return len(updates)

    async def _fetch(self) -> float:
        """Seconds to wait before the next try; 0 when all is well."""
        try:
            if not self.has_way:
                await self.bot.delete_webhook(drop_pending_updates=False)
                self.has_way = True
            await self.fetch_once(timeout=LONG_POLL if self._is_in_contact() else 0)
        except TelegramRetryAfter as error:
            return float(error.retry_after)
        except TelegramConflictError as error:
            self._say_who_interferes(error.message)
            return self._longer()
        except TelegramUnauthorizedError:
            log.error("the platform refuses the token; check MUSTER_TOKEN")
            return PATIENCE
        except (TelegramAPIError, ClientDecodeError, TimeoutError) as error:
            log.warning("the platform cannot be reached", error=type(error).__name__)
            return self._longer()
        self.failures = 0
        await self.contact.heard(steady())
        return 0.0

    def _say_who_interferes(self, reason: str) -> None:
        """Two pollers take turns, so that conflicts are counted in a time, not in a row."""
        now = steady()
        self.conflicts = [*(at for at in self.conflicts if now - at < LATELY), now]
        if "webhook" in reason.lower():
            log.error("a webhook is set for this token, so nothing can be fetched: muster doctor")
        elif len(self.conflicts) < SEVERAL:
            log.warning("another process fetched this token's updates; trying again")
        else:
            log.error(
                "another process keeps fetching this token's updates, on this or another machine:"
                " what it takes is lost here. Stop it, or get a new token from @BotFather",
                times=len(self.conflicts),
            )

    def _is_in_contact(self) -> bool:
        """Until it is, nothing is waited for: that the platform answers is to be known at once."""
        return self.contact.first.is_set() and not self.failures

    def _longer(self) -> float:
        self.failures += 1
        return min(0.5 * float(2 ** min(self.failures, 10)), PATIENCE)
