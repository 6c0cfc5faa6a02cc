"""One person's flood costs the others nothing: only so much of one may wait, answers included."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.outgoing import Rows, word_rows
from models import inbox
from models.inbox import InboxState
from models.outbox import owe, owed_to
from models.person import who_is
from views.help import too_many
from views.texts import texts

MOST_WAITING = 200
"""Nobody means so many things at once; a day's presses after an hour's outage are fewer."""
LOOKED_AT_FROM = 100
"""Updates of one person in a minute before the database is asked how many wait."""
COUNTED = ("message", "edited_message", "callback_query")


@dataclass
class Flood:
    _minute: int = 0
    _heard: Counter[int] = field(default_factory=Counter)

    async def turn_away(self, session: AsyncSession, rows: Rows, *, now: datetime) -> set[int]:
        """Close what is beyond the bound before it is stored; returns whose updates those were."""
        suspects = self._suspects(rows, int(now.timestamp() // 60))
        if not suspects:
            return set()
        waiting = await inbox.waiting_of(session, suspects) + await owed_to(session, suspects)
        self._trust(suspects - waiting.keys())
        turned_away = set()
        for row in rows:
            who = row["chat_id"]
            if who in suspects and _is_counted(row):
                waiting[who] += 1
                if waiting[who] > MOST_WAITING:
                    row |= {"payload": None, "state": InboxState.DONE}
                    turned_away.add(who)
        return turned_away

    def _trust(self, people: Iterable[int]) -> None:
        """Whoever was looked at is looked at until nothing of theirs waits."""
        for who in people:
            del self._heard[who]

    def _suspects(self, rows: Rows, minute: int) -> set[int]:
        if minute != self._minute:
            self._minute = minute
            self._trust({who for who, n in self._heard.items() if n <= LOOKED_AT_FROM})
        people = [row["chat_id"] for row in rows]
        self._heard.update(people)
        return {who for who in people if self._heard[who] > LOOKED_AT_FROM}


async def ask_for_patience(
    session: AsyncSession, people: Iterable[int], *, now: datetime, zone: tzinfo, language: str
) -> None:
    """Once a minute, those whom the office knows."""
    for who in people:
        if known := await who_is(session, who):
            screen = too_many(texts(known[0].language or language, zone))
            key = f"flood:{who}:{now:%Y%m%d%H%M}"
            await owe(session, word_rows(who, screen, key=key, now=now))


def _is_counted(row: dict[str, Any]) -> bool:
    """That somebody blocks the bot or comes back is always heard."""
    return any(kind in row["payload"] for kind in COUNTED)
