"""Everyone but the player: they answer what they are asked, each in their own way."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random
from time import monotonic
from typing import Any

from aiogram.filters.callback_data import CallbackData

from playground.phones import Phone
from playground.screens import inline_buttons
from playground.state import Event, EventKind
from playground.telegram import Telegram
from views.leave import AskLeave, PickLastDay, PickLeaveKind, SendLeave
from views.review import GiveReason, GiveResult, SkipQuestion, StartReview
from views.review_sheet import ConfirmReview
from views.roll_call import AnswerRoll
from views.task import TakeTask
from views.training import AttendTraining

Message = dict[str, Any]
Kinds = tuple[type[CallbackData], ...]
FIRST: Kinds = (AnswerRoll, StartReview, AttendTraining, TakeTask)
"""What is asked of people, the most pressing first."""
THEN: dict[type[CallbackData], Kinds] = {
    AskLeave: (PickLeaveKind, PickLastDay, SendLeave),
    StartReview: (GiveResult, GiveReason, SkipQuestion, ConfirmReview),
}
"""What a conversation asks next, until its last button."""
LAST: Kinds = (SendLeave, ConfirmReview)
LEAVE_SHARE = 0.02
LIKELY = (20, 3, 1, 1, 1, 1)
"""How likely each of several answers is: most days go well."""
AT_ONCE = 8
PATIENCE = 60.0
"""Seconds after which nobody waits for the next question any more."""
_SPEAKING = frozenset({EventKind.SENT, EventKind.EDITED})
RECENT = 20


@dataclass
class Talk:
    """A conversation that goes on: what was pressed last, on which message."""

    phone: Phone
    kinds: Kinds
    pressed: Message
    until: float


class Crowd:
    def __init__(self, telegram: Telegram) -> None:
        self._talks: dict[int, Talk] = {}
        self._answered: set[int] = set()
        self._heard = asyncio.Event()
        telegram.subscribe(self._hears)

    def _hears(self, event: Event) -> None:
        if event.kind in _SPEAKING and event.chat_id in self._talks:
            self._answered.add(event.chat_id)
            self._heard.set()

    async def answers(self, phones: Iterable[Phone], *, since: datetime) -> int:
        """Everyone who was asked something since then presses one button, now."""
        count = 0
        for phone in phones:
            if not phone.has_blocked and self._begins(phone, int(since.timestamp())):
                count += 1
                if count % AT_ONCE == 0:
                    await asyncio.sleep(0)
        return count

    async def run(self) -> None:
        """Conversations are carried on to their end, one person after the other."""
        while True:
            await self._heard.wait()
            self._heard.clear()
            while self._answered:
                account = self._answered.pop()
                if account in self._talks and self._has_ended(self._talks[account]):
                    del self._talks[account]
                await asyncio.sleep(0)

    def _begins(self, phone: Phone, since: int) -> bool:
        messages = [one for one in _from_bot(phone) if one["date"] >= since]
        for kind in FIRST:
            for message in messages:
                if data := _chosen(phone, message, (kind,)):
                    self._first(phone, message, kind, data)
                    return True
        return False

    def _first(self, phone: Phone, message: Message, kind: type[CallbackData], data: str) -> None:
        leave = _chosen(phone, message, (AskLeave,)) if kind is AnswerRoll else None
        if leave and _chance(phone, message).random() < LEAVE_SHARE:
            kind, data = AskLeave, leave
        phone.presses_data(data, message["message_id"])
        if kind in THEN:
            self._talks[phone.user_id] = Talk(phone, THEN[kind], message, _patience())

    def _has_ended(self, talk: Talk) -> bool:
        """Presses what is asked next; an answer that asks nothing leaves the talk as it is."""
        if talk.phone.has_blocked or monotonic() > talk.until:
            return True
        for message in _from_bot(talk.phone):
            data = None if message is talk.pressed else _chosen(talk.phone, message, talk.kinds)
            if data:
                talk.phone.presses_data(data, message["message_id"])
                talk.pressed, talk.until = message, _patience()
                return _is_of(data, LAST)
        return False


def _patience() -> float:
    return monotonic() + PATIENCE


def _from_bot(phone: Phone) -> Iterator[Message]:
    return (one for one in reversed(phone.messages[-RECENT:]) if one["from"]["is_bot"])


def _chosen(phone: Phone, message: Message, kinds: Kinds) -> str | None:
    data = [str(button.get("callback_data", "")) for button in inline_buttons(message)]
    options = [one for one in data if _is_of(one, kinds)]
    if not options:
        return None
    return _chance(phone, message).choices(options, LIKELY[: len(options)])[0]


def _is_of(data: str, kinds: Kinds) -> bool:
    return data.partition(":")[0] in {kind.__prefix__ for kind in kinds}


def _chance(phone: Phone, message: Message) -> Random:
    """The same people do the same on the same day."""
    return Random(f"{phone.user_id} {message['date']} {message.get('edit_date')}")
