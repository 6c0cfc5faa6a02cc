"""What the messenger and the office do, told to the page as it happens."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from time import monotonic
from typing import Any

from playground.state import Event, EventKind
from playground.telegram import Telegram
from playground.web.chat_json import commands_json, keyboard_json
from playground.web.feed import Entry, Feed
from playground.web.office import Clock, Happening, Office
from playground.web.office_routes import clock_json, line_json

BEAT = 0.1
CLOCK_EVERY = 1.0
FIGURES_EVERY = 0.5
QUIET_BEATS = 4
"""Beats after which the figures are read though nothing was heard."""
NOTICED = 2.0
"""Office seconds by which the page's clock may be wrong before it is told."""


class News:
    def __init__(self, telegram: Telegram, office: Office, feed: Feed) -> None:
        self._telegram, self._office, self._feed = telegram, office, feed
        self._told: tuple[float, Clock] | None = None
        self._counted = (monotonic(), telegram.state.spoken)
        self._seen: dict[int, str] = {}
        self._quiet = QUIET_BEATS

    def hears(self, event: Event) -> None:
        self._quiet = QUIET_BEATS
        chat = {"chat": event.chat_id}
        match event.kind:
            case EventKind.SENT | EventKind.EDITED:
                name = "message" if event.kind is EventKind.SENT else "edited"
                self._feed.publish(name, chat | {"message": event.message})
            case EventKind.DELETED if event.message:
                gone = {"message_id": event.message["message_id"]}
                self._feed.publish("deleted", chat | gone)
            case EventKind.ANSWERED if event.text:
                popup = {"text": event.text, "alert": event.alert}
                self._feed.publish("popup", chat | popup)
            case EventKind.TYPING:
                self._feed.publish("typing", chat)
            case EventKind.MEMBERSHIP:
                self._feed.publish("membership", chat | {"blocked": event.text == "kicked"})
            case EventKind.KEYBOARD | EventKind.COMMANDS:
                self._hears_of_keys(event)

    def _hears_of_keys(self, event: Event) -> None:
        phone = self._telegram.phones.get(event.chat_id)
        if phone is None:
            self._feed.publish("reset", {})
        elif event.kind is EventKind.KEYBOARD:
            self._feed.publish("keyboard", {"chat": event.chat_id} | keyboard_json(phone))
        else:
            commands = {"commands": commands_json(phone)}
            self._feed.publish("commands", {"chat": event.chat_id} | commands)

    async def tell_clock(self) -> None:
        """Every second, and at once when it does not show what the page expects."""
        while True:
            clock = self._office.clock()
            if self._is_news(clock):
                self._told = monotonic(), clock
                self._feed.publish("clock", clock_json(clock))
            line = line_json(self._office.line())
            if line != self._feed.state("line"):
                self._feed.publish("line", line)
            await asyncio.sleep(BEAT)

    def _is_news(self, clock: Clock) -> bool:
        if self._told is None:
            return True
        at, told = self._told
        passed = monotonic() - at
        is_changed = _course(clock) != _course(told)
        drift = (clock.now - told.now).total_seconds() - passed * told.pace
        return is_changed or passed >= CLOCK_EVERY or abs(drift) > max(NOTICED, told.pace * BEAT)

    async def tell_figures(self) -> None:
        """Read from rows when something was said, else now and then."""
        figures: dict[str, Any] = {}
        while True:
            if self._quiet >= QUIET_BEATS:
                self._quiet = 0
                figures = asdict(await self._office.figures())
                for happening in await self._office.today():
                    self._tell(happening)
            self._quiet += 1
            now = figures | {"calls_per_second": self._calls_per_second()}
            if now != self._feed.state("figures"):
                self._feed.publish("figures", now)
            await asyncio.sleep(FIGURES_EVERY)

    def _calls_per_second(self) -> float:
        (at, before), now = self._counted, (monotonic(), self._telegram.state.spoken)
        self._counted = now
        passed = now[0] - at
        return round((now[1] - before) / passed, 1) if passed > 0 else 0.0

    def _tell(self, happening: Happening) -> None:
        if self._seen.get(happening.id) != happening.state:
            self._seen[happening.id] = happening.state
            self._feed.publish("day", _happening_json(happening))

    async def opening(self) -> Sequence[Entry]:
        """What has happened today so far."""
        told = (_happening_json(each) for each in await self._office.today())
        return [Entry(0, "day", each) for each in told]


def _course(clock: Clock) -> tuple[object, ...]:
    return clock.speed, clock.pace, clock.target


def _happening_json(happening: Happening) -> dict[str, Any]:
    return asdict(happening) | {"at": happening.at.isoformat()}
