"""Webhook delivery: what happened is posted to the bot, each chat in order, until it is taken."""

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qsl

import aiohttp

from playground.faults import Faults
from playground.refusals import Refused
from playground.requests import Files, Params, read_parts
from playground.state import Event, EventKind, State, Webhook
from playground.telegram import Telegram
from playground.updates import Lane, Queued

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
LONGEST_PAUSE = 60.0
LONGEST_ASKED = 3600.0
PATIENCE = aiohttp.ClientTimeout(total=60)
_OK = range(200, 300)
_NOT_IN_ANSWERS = frozenset({"setwebhook", "deletewebhook", "close", "logout"})


@dataclass
class _Tries:
    """How often one update was refused by one webhook, and how long to wait now."""

    webhook: Webhook
    update_id: int
    failed: int = 0
    delay: float = 1.0

    def pause(self, asked: float) -> float:
        """At once, then after 2, 4, 8 … seconds; or as long as the bot asks."""
        self.failed += 1
        if asked:
            return min(asked, LONGEST_ASKED)
        if self.failed == 1:
            return 0.0
        self.delay = min(2 * self.delay, LONGEST_PAUSE)
        return self.delay


class WebhookPosts:
    def __init__(self, telegram: Telegram, *, faults: Faults, pause: float) -> None:
        self._telegram = telegram
        self._faults = faults
        self._pause = pause
        self._wake = asyncio.Event()
        self._changed = asyncio.Event()
        self._busy: set[Lane] = set()

    @property
    def _state(self) -> State:
        return self._telegram.state

    def hears(self, event: Event) -> None:
        if event.kind in {EventKind.QUEUED, EventKind.WEBHOOK}:
            self._wake.set()
        if event.kind is EventKind.WEBHOOK:
            self._changed.set()
            self._changed = asyncio.Event()

    async def run(self) -> None:
        async with aiohttp.ClientSession(timeout=PATIENCE) as http, asyncio.TaskGroup() as lanes:
            while True:
                for lane in self._idle_lanes():
                    self._busy.add(lane)
                    lanes.create_task(self._drain(lane, http))
                await self._wake.wait()
                self._wake.clear()

    def _idle_lanes(self) -> list[Lane]:
        if self._state.webhook is None:
            return []
        return [lane for lane in self._state.updates.lanes() if lane not in self._busy]

    async def _drain(self, lane: Lane, http: aiohttp.ClientSession) -> None:
        tries: _Tries | None = None
        while (head := self._head(lane)) is not None:
            webhook, one = head
            await self._faults.online.wait()
            asked = await self._post(webhook, one, http)
            if asked is None:
                self._state.updates.remove(one.id)
                continue
            if tries is None or tries.webhook is not webhook or tries.update_id != one.id:
                tries = _Tries(webhook, one.id)
            await self._wait(one, tries.pause(asked))
        self._busy.discard(lane)

    def _head(self, lane: Lane) -> tuple[Webhook, Queued] | None:
        webhook, one = self._state.webhook, self._state.updates.first(lane)
        return (webhook, one) if webhook and one else None

    async def _wait(self, one: Queued, seconds: float) -> None:
        """Scaled for tests that cannot wait; a webhook set anew is tried at once."""
        if self._state.now() + timedelta(seconds=seconds) > one.expires:
            self._state.updates.remove(one.id)
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds * self._pause):
                await self._changed.wait()

    async def _post(
        self, webhook: Webhook, one: Queued, http: aiohttp.ClientSession
    ) -> float | None:
        """None when the bot took it, else the seconds it asked us to wait."""
        headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
        try:
            async with http.post(
                webhook.url, json=one.body, headers=headers, allow_redirects=False
            ) as answer:
                if answer.status in _OK:
                    self._carry_out(*await _answered_call(answer))
                    return None
                wrong = f"Wrong response from the webhook: {answer.status} {answer.reason}"
                return self._failed(webhook, wrong, answer.headers)
        except (aiohttp.ClientError, TimeoutError, OSError) as broken:
            return self._failed(webhook, _reason(broken), {})

    def _failed(self, webhook: Webhook, reason: str, headers: Mapping[str, str]) -> float:
        webhook.error, webhook.failed_at = reason, self._state.now()
        asked = headers.get("Retry-After", "")
        return float(asked) if asked.isdigit() else 0.0

    def _carry_out(self, call: Params, files: Files) -> None:
        """An answer may itself be a call, whose result nobody hears."""
        method = str(call.pop("method", ""))
        if method.lower().startswith("get") or method.lower() in _NOT_IN_ANSWERS:
            return
        with suppress(Refused):
            self._telegram.call(self._state.token, method, call, files)


async def _answered_call(answer: aiohttp.ClientResponse) -> tuple[Params, Files]:
    """What cannot be read is an answer like any other, and no call."""
    try:
        match answer.content_type:
            case "multipart/form-data":
                parts = aiohttp.MultipartReader(answer.headers, answer.content)
                return await read_parts(parts)
            case "application/x-www-form-urlencoded":
                return dict(parse_qsl(await answer.text())), {}
        call = json.loads(await answer.read())
    except (ValueError, Refused):
        return {}, {}
    return (call, {}) if isinstance(call, dict) else ({}, {})


def _reason(broken: Exception) -> str:
    return "Connection timed out" if isinstance(broken, TimeoutError) else "Connection refused"
