"""What somebody has typed at a question; where it is nothing that answers, the question again."""

from datetime import date

from aiogram.types import Message

from domain.refusals import Accepted, NotUnderstood
from domain.text import MAX_LINE, MAX_NOTE, note, one_line
from domain.when import read_day
from handlers.turn import Turn


def line_of(
    message: Message, *, accepted: Accepted = Accepted.BUTTON_OR_WORDS, limit: int = MAX_LINE
) -> str:
    return _some(one_line(message.text or "", limit=limit), accepted)


def note_of(
    message: Message, *, accepted: Accepted = Accepted.BUTTON_OR_WORDS, limit: int = MAX_NOTE
) -> str:
    """Its lines are kept."""
    return _some(note(message.text or "", limit=limit), accepted)


def day_of(message: Message, turn: Turn) -> date:
    day = read_day(message.text or "", today=turn.now.date())
    if day is None:
        raise NotUnderstood(Accepted.DAYS)
    return day


def _some(said: str, accepted: Accepted) -> str:
    if not said:
        raise NotUnderstood(accepted)
    return said
