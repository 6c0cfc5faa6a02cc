"""Long polling: a bot asks what happened and waits on the line until something does."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playground.arguments import Arguments
from playground.refusals import Refused, conflict, restarting
from playground.state import Event, EventKind
from playground.telegram import Telegram
from playground.updates import LONGEST_WAIT

HURRIED_WITHIN = 3.0
BUSY_WITHIN = 0.5
_TERMINATED = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)


@dataclass
class _Poll:
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    ended: Refused | None = None

    def end(self, refusal: Refused) -> None:
        self.ended = refusal
        self.woken.set()


class LongPolls:
    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._current: _Poll | None = None
        self._offset: int | None = None
        self._started = 0.0

    def hears(self, event: Event) -> None:
        if self._current is None:
            return
        if event.kind is EventKind.QUEUED:
            self._current.woken.set()
        elif event.kind is EventKind.WEBHOOK and event.text:
            self._current.end(conflict("terminated by setWebhook request"))

    def close(self) -> None:
        if self._current is not None:
            self._current.end(restarting())

    async def wait(self, token: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Answers at once when something is queued, else when it comes or the time is up."""
        arguments = Arguments(params, {})
        params, patience = self._hurried(dict(params), arguments)
        found = self._fetch(token, params)
        if self._current is not None:
            self._current.end(conflict(_TERMINATED))
        if found or patience <= 0:
            return found
        self._current = poll = _Poll()
        try:
            return await self._listen(poll, token, params, patience=patience)
        finally:
            if self._current is poll:
                self._current = None

    async def _listen(
        self, poll: _Poll, token: str, params: Mapping[str, Any], *, patience: float
    ) -> list[dict[str, Any]]:
        try:
            async with asyncio.timeout(patience):
                while True:
                    await poll.woken.wait()
                    poll.woken.clear()
                    if poll.ended is not None:
                        raise poll.ended
                    if found := self._fetch(token, params):
                        return found
        except TimeoutError:
            return []

    def _fetch(self, token: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._telegram.call(token, "getUpdates", params)
        return found

    def _hurried(
        self, params: dict[str, Any], arguments: Arguments
    ) -> tuple[dict[str, Any], float]:
        """Who repeats the same question too soon waits longer and is given less."""
        patience = float(min(max(arguments.integer("timeout"), 0), LONGEST_WAIT))
        offset, now = arguments.integer("offset"), asyncio.get_running_loop().time()
        since = now - self._started if offset == self._offset else HURRIED_WITHIN
        self._offset, self._started = offset, now
        if since < HURRIED_WITHIN:
            patience = max(patience, HURRIED_WITHIN)
        if since < BUSY_WITHIN:
            params["limit"] = 1
        return params, patience
