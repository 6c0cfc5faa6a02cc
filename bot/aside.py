"""What takes long to draw is drawn in a thread, while no transaction is open."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from domain.notice import Notice, Owed
from models.engine import Sessions
from models.person import addresses
from views.screen import Screen, render
from views.texts import Texts, texts


@dataclass(frozen=True, kw_only=True)
class Drawn(Notice):
    """Nothing is left to be drawn."""

    screen: Screen


@render.register
def drawn(notice: Drawn, _t: Texts) -> Screen:
    return notice.screen


async def draw_aside(
    sessions: Sessions, notices: Sequence[Owed], *, zone: tzinfo, language: str
) -> Sequence[Drawn]:
    """Each in the language of who gets it; whoever cannot be reached gets nothing."""
    async with sessions() as session:
        reached = await addresses(session, (each.person_id for each in _single(notices)))
    made: list[Drawn] = []
    for notice in _single(notices):
        if notice.person_id in reached:
            t = texts(reached[notice.person_id][1] or language, zone)
            screen = await asyncio.to_thread(render, notice, t)
            made.append(Drawn(person_id=notice.person_id, screen=screen))
    return made


def _single(notices: Sequence[Owed]) -> list[Notice]:
    return [each for each in notices if isinstance(each, Notice)]
