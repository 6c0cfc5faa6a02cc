"""Webhook delivery: what happened is posted to the bot, each chat in order, until it is taken."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import aiohttp

from playground.faults import Faults
from playground.refusals import Refused
from playground.state import Event, EventKind, State, Webhook
from playground.telegram import Telegram
from playground.updates import Lane, Queued

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
LONGEST_PAUSE = 60.0
PATIENCE = aiohttp.ClientTimeout(total=60)
_OK = range(200, 300)
_NOT_IN_ANSWERS = frozenset({"setwebhook", "deletewebhook", "close", "logout"})


class WebhookPosts:
    def __init__(self, telegram: Telegram, *, faults: Faults, pause: float) -> None:
        self._telegram = telegram
        self._faults = faults
        self._pause = pause
        self._wake = asyncio.Event()
        self._busy: set[Lane] = set()

    @property
    def _state(self) -> State:
        return self._telegram.state

    def hears(self, event: Event) -> None:
        if event.kind in {EventKind.QUEUED, EventKind.WEBHOOK}:
            self._wake.set()

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
        waiting = dict.fromkeys(one.lane for one in self._state.updates.pending())
        return [lane for lane in waiting if lane not in self._busy]

    async def _drain(self, lane: Lane, http: aiohttp.ClientSession) -> None:
        tried: tuple[int, int] = (0, 0)
        while (head := self._head(lane)) is not None:
            webhook, one = head
            await self._faults.online.wait()
            asked = await self._post(webhook, one, http)
            if asked is None:
                self._state.updates.remove(one.id)
                continue
            times = tried[1] + 1 if tried[0] == one.id else 0
            tried = (one.id, times)
            await asyncio.sleep(asked or self._pause_after(times))
        self._busy.discard(lane)

    def _head(self, lane: Lane) -> tuple[Webhook, Queued] | None:
        webhook = self._state.webhook
        mine = (one for one in self._state.updates.pending() if one.lane == lane)
        one = next(mine, None)
        return (webhook, one) if webhook and one else None

    def _pause_after(self, times: int) -> float:
        """At once, then after 2, 4, 8 … seconds, scaled for tests that cannot wait."""
        return min(2.0**times, LONGEST_PAUSE) * self._pause if times else 0.0

    async def _post(
        self, webhook: Webhook, one: Queued, http: aiohttp.ClientSession
    ) -> float | None:
        """None when the bot took it, else the seconds it asked us to wait."""
        headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
        try:
            async with http.post(webhook.url, json=one.body, headers=headers) as answer:
                body = await answer.read()
                if answer.status in _OK:
                    self._carry_out(body)
                    return None
                wrong = f"Wrong response from the webhook: {answer.status} {answer.reason}"
                return self._failed(webhook, wrong, answer.headers)
        except (aiohttp.ClientError, TimeoutError, OSError) as broken:
            return self._failed(webhook, _reason(broken), {})

    def _failed(self, webhook: Webhook, reason: str, headers: Mapping[str, str]) -> float:
        webhook.error, webhook.failed_at = reason, self._state.now()
        asked = headers.get("Retry-After", "")
        return float(asked) * self._pause if asked.isdigit() else 0.0

    def _carry_out(self, body: bytes) -> None:
        """An answer may itself be a call, whose result nobody hears."""
        try:
            call = json.loads(body)
        except ValueError:
            return
        if not isinstance(call, dict) or not isinstance(call.get("method"), str):
            return
        method = call.pop("method")
        if not method.lower().startswith("get") and method.lower() not in _NOT_IN_ANSWERS:
            self._ignore_refusal(method, call)

    def _ignore_refusal(self, method: str, params: dict[str, Any]) -> None:
        try:
            self._telegram.call(self._state.token, method, params)
        except Refused:
            return


def _reason(broken: Exception) -> str:
    return "Connection timed out" if isinstance(broken, TimeoutError) else "Connection refused"
