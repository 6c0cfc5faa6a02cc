"""Which swapped shifts a leave lies over, and the word to the colleagues who swapped."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.leave_swap import PartnerAway, SwapOver
from domain.rota import REST, Shift
from domain.when import Spell
from models import rota as rotas
from models.person import Person
from models.rota import ShiftSwap
from services.rota import shift_of


async def swaps_over(
    session: AsyncSession, *, person: Person, path: str, spell: Spell, now: datetime
) -> tuple[SwapOver, ...]:
    """Those that hold: of one that a new rota has overtaken nothing is said."""
    first = spell.first - timedelta(days=1)
    over = []
    for row in await rotas.swaps_between(session, person.id, first=first, last=spell.last):
        has, other_id = _gets(row, person.id)
        shift = await shift_of(session, person_id=person.id, path=path, day=row.day)
        is_held = (shift.shift_id if shift else REST) == has
        if is_held and _meets(spell, shift, row, now):
            other = await session.get_one(Person, other_id)
            called = shift.name if shift else ""
            over.append(SwapOver(day=row.day, other_id=other_id, other=other.name, shift=called))
    return tuple(over)


def _gets(row: ShiftSwap, person_id: int) -> tuple[int, int]:
    """The shift, and from whom."""
    if row.first_id == person_id:
        return row.second_shift, row.second_id
    return row.first_shift, row.first_id


def _meets(spell: Spell, shift: Shift | None, row: ShiftSwap, now: datetime) -> bool:
    if shift is None:
        return spell.first <= row.day <= spell.last
    begins, ends = shift.begins_at(row.day, now), shift.ends_at(row.day, now)
    return begins < spell.ends_at(now) and spell.begins_at(now) < ends


def tell_partners(
    name: str, swaps: Iterable[SwapOver], *, now: datetime, is_back: bool = False
) -> list[PartnerAway]:
    """Of days that are not past, where a shift is left alone; nobody has to see to rest."""
    return [
        PartnerAway(
            person_id=one.other_id, name=name, day=one.day, shift=one.shift, is_back=is_back
        )
        for one in swaps
        if one.shift and one.day >= now.date()
    ]
