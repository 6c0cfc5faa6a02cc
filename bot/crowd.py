"""Those who press the same button at once are answered at once: one look and one write for all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import NamedTuple

from aiogram.filters.callback_data import CallbackData
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.sound import LARGEST_ID
from bot.updates import Whence
from domain.office import Member
from domain.refusals import NotAllowed
from domain.registration import NotRegistered
from handlers.front import in_bounds
from handlers.routes import Ask, Crowd
from models.inbox import Received
from models.person import Known, mark_reachable, who_are
from views.screen import Reply
from views.texts import texts


class Pressed(NamedTuple):
    """One press of such a button."""

    whence: Whence
    press: CallbackData
    crowd: Crowd
    said_at: datetime


def pressed(row: Received, crowds: Mapping[str, Crowd]) -> Pressed | None:
    """What is as plain as nearly all presses are; whatever is odd goes the long way."""
    match row.payload:
        case {
            "callback_query": {
                "id": str(press_id),
                "from": {"id": int(account)},
                "data": str(data),
                "message": {
                    "message_id": int(message_id),
                    "date": int(date),
                    "text": str(),
                    "chat": {"type": "private"},
                },
            }
        } if press_id.isprintable() and date and _are_numbers(account, message_id):
            crowd = crowds.get(data.partition(":")[0])
            press = _unpacked(crowd, data) if crowd else None
            if crowd is None or press is None:
                return None
            whence = Whence(account, press_id, message_id, is_there=True, has_text=True)
            return Pressed(whence, press, crowd, row.received_at)
    return None


def _are_numbers(*numbers: int) -> bool:
    return all(0 < number <= LARGEST_ID for number in numbers)


def _unpacked(crowd: Crowd, data: str) -> CallbackData | None:
    try:
        return in_bounds(crowd.data.unpack(data))
    except (ValueError, TypeError):
        return None


@dataclass(frozen=True)
class Attendant:
    """Who they are is asked once for all of them."""

    language: str
    zone: tzinfo

    async def answer(self, session: AsyncSession, those: Sequence[Pressed]) -> list[Reply]:
        crowd = those[0].crowd
        known = await who_are(session, [each.whence.chat_id for each in those])
        asks = [self._ask(each, known.get(each.whence.chat_id)) for each in those]
        for each, ask in zip(those, asks, strict=True):
            if not ask.me.is_reachable:
                await mark_reachable(session, each.whence.chat_id)
        return await crowd.call(asks, session)

    def _ask(self, one: Pressed, known: Known | None) -> Ask:
        if known is None:
            raise NotRegistered
        me: Member = known[0]
        if not me.is_any(one.crowd.may):
            raise NotAllowed
        t = texts(me.language or self.language, self.zone)
        return Ask(one.press, me, one.said_at.astimezone(self.zone), t)
