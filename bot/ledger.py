"""What became of messages, written down: arrived, refused, tried again, held for their sender."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.notices import owe_notices
from bot.outcome import Accepted, Again, Moved, Outcome, Refused
from models.outbox import OutboxState
from models.outbox_file import delivered
from models.outbox_held import leave_open, move_chat, on_the_wire
from models.outbox_turn import Became, Letter, settle
from models.pause import ALL, pause
from models.person import mark_unreachable
from services.outbox import ask_senders

log = structlog.get_logger()
SEVERAL = 3
"""So many chats slowed down one after another mean the whole token."""
MINOR = frozenset(
    {
        *("setMyCommands", "deleteMyCommands", "editMessageText"),
        *("editMessageReplyMarkup", "answerCallbackQuery"),
    }
)
"""What says nothing that /today or the next message would not say too."""
MINOR_TRIES = 5
MINOR_LASTS = timedelta(minutes=10)
Known = Sequence[tuple[Letter, Outcome]]


@dataclass(frozen=True)
class Ledger:
    zone: tzinfo
    language: str
    _slowed: dict[int, float] = field(default_factory=dict)

    async def recover(self, session: AsyncSession, now: datetime) -> int:
        """After a crash nobody knows of the few messages that were on the wire."""
        letters = await on_the_wire(session)
        await leave_open(session, letters, why="on the wire when the process ended", now=now)
        await self._ask(session, [each.held_for for each in letters], now)
        return len(letters)

    async def write(self, session: AsyncSession, known: Known, now: datetime) -> None:
        for letter, outcome in known:
            await self._heed(session, letter, outcome, now)
        became = [(letter, _became(letter, outcome, now)) for letter, outcome in known]
        await settle(session, became)
        arrived = [letter for letter, outcome in known if isinstance(outcome, Accepted)]
        await delivered(session, arrived)
        for letter, outcome in known:
            if isinstance(outcome, Moved):
                await move_chat(session, letter.chat_id, outcome.chat_id)
        unknown = [each.held_for for each, new in became if new.state is OutboxState.UNKNOWN]
        await self._ask(session, unknown, now)

    async def _ask(
        self, session: AsyncSession, senders: Sequence[int | None], now: datetime
    ) -> None:
        asked = [sender for sender in senders if sender is not None]
        notices = await ask_senders(session, asked, now=now)
        await owe_notices(session, notices, now=now, zone=self.zone, language=self.language)

    async def _heed(
        self, session: AsyncSession, letter: Letter, outcome: Outcome, now: datetime
    ) -> None:
        match outcome:
            case Accepted():
                self._slowed.clear()
            case Refused(reason=reason) if outcome.unreachable:
                await mark_unreachable(session, letter.chat_id, reason=reason, now=now)
            case Refused(reason=reason):
                log.error("refused", outbox_id=letter.id, method=letter.method, reason=reason)
            case Again(seconds=float(seconds)) if outcome.is_asked:
                await self._slow_down(session, letter.chat_id, seconds, now)

    async def _slow_down(
        self, session: AsyncSession, chat_id: int, seconds: float, now: datetime
    ) -> None:
        """A chat waits as long as it was told to; when it is one after another, all do."""
        self._slowed[chat_id] = seconds
        await pause(session, chat_id, since=now, until=now + timedelta(seconds=seconds))
        if len(self._slowed) >= SEVERAL:
            least = min(self._slowed.values())
            await pause(session, ALL, since=now, until=now + timedelta(seconds=least))
            self._slowed.clear()
            log.warning("the platform slows everything down", seconds=least)


def _became(letter: Letter, outcome: Outcome, now: datetime) -> Became:
    match outcome:
        case Accepted(message_id=message_id):
            return Became(OutboxState.SENT, now, now, letter.tries, message_id)
        case Refused(reason=reason):
            return Became(OutboxState.FAILED, now, now, letter.tries, error=reason)
        case Moved():
            return Became(OutboxState.QUEUED, now, now, letter.tries, error="the chat moved")
        case Again():
            return _again(letter, outcome, now)


def _again(letter: Letter, outcome: Again, now: datetime) -> Became:
    tries = letter.tries + outcome.is_counted
    later, state = now, OutboxState.QUEUED
    if outcome.may_have_arrived and letter.held_for is not None:
        state = OutboxState.UNKNOWN
    elif outcome.may_have_arrived and _is_given_up(letter, tries, now):
        state = OutboxState.FAILED
    elif not outcome.is_asked:
        later = now + timedelta(seconds=outcome.wait(tries))
    return Became(state, now, later, tries, error=outcome.reason)


def _is_given_up(letter: Letter, tries: int, now: datetime) -> bool:
    is_old = now - letter.created_at >= MINOR_LASTS
    return letter.method in MINOR and tries >= MINOR_TRIES and is_old
