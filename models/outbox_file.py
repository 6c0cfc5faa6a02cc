"""The files of letters: put in when these go on the wire, thrown away when they have arrived."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.document import Document
from models.enclosure import FIELD, REFERENCE, take_out, throw_away
from models.outbox import OutboxState
from models.outbox_turn import Became, Letter, settle


@dataclass(frozen=True)
class Enclosed(Document):
    """On its way, under the number by which it is kept."""

    id: int


async def opened(
    session: AsyncSession, letters: Sequence[Letter], *, now: datetime
) -> list[Letter]:
    """The letters with their files in them; one whose file is gone is given up."""
    ready: list[Letter] = []
    for letter in letters:
        reference = letter.payload.get(FIELD)
        if not isinstance(reference, dict):
            ready.append(letter)
        elif file := await take_out(session, reference[REFERENCE]):
            enclosed = Enclosed(file.name, file.content, reference[REFERENCE])
            ready.append(letter._replace(payload=letter.payload | {FIELD: enclosed}))
        else:
            gone = Became(OutboxState.FAILED, now, now, letter.tries, error="the file is gone")
            await settle(session, [(letter, gone)])
    return ready


async def delivered(session: AsyncSession, letters: Iterable[Letter]) -> None:
    files = [letter.payload.get(FIELD) for letter in letters]
    await throw_away(session, [file.id for file in files if isinstance(file, Enclosed)])
