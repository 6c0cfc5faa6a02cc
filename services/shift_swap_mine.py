"""One's own wishes to swap that nobody has settled yet, and taking one of them back."""

from collections.abc import Sequence
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from domain.refusals import NotYours
from domain.shift_swap import OPEN, Swap, SwapAnswered, SwapDecided, SwapSettled, SwapState
from models import rota as rotas
from models.person import Person
from models.rota import ShiftSwap
from services.leave import deciders_of
from services.shift_swap import Answered, place_of


async def my_wishes(
    session: AsyncSession, *, me: Member, today: date
) -> Sequence[tuple[Swap, SwapState]]:
    """What I asked for and what waits, the nearest day first."""
    rows = await rotas.wishes_of(session, person_id=me.id, after=today)
    return [(await _as_asked(session, row), row.state) for row in rows]


async def withdraw_swap(session: AsyncSession, *, me: Member, swap_id: int) -> Answered:
    """All who were asked hear of it: the colleague, and the supervisors if it went so far."""
    row = await rotas.swap_held(session, swap_id)
    if row is None or row.first_id != me.id:
        raise NotYours
    if row.state not in OPEN:
        raise SwapDecided
    path = await place_of(session, row) if row.state is SwapState.AGREED else ""
    row.state = SwapState.WITHDRAWN
    swap = await _as_asked(session, row)
    told = SwapAnswered(person_id=row.second_id, swap=swap, state=row.state, by=me.name)
    asked = await deciders_of(session, path=path, but=me.id) if path else []
    settled = [
        SwapSettled(person_id=each.id, swap=swap, state=row.state, by=me.name)
        for each in asked
        if each.id != row.second_id
    ]
    return Answered(swap=swap, notices=[told, *settled])


async def _as_asked(session: AsyncSession, row: ShiftSwap) -> Swap:
    """With the shifts the two had when it was asked, whatever the rota says by now."""
    first, second = [await session.get_one(Person, each) for each in (row.first_id, row.second_id)]
    shifts = await rotas.shifts_in(session, {row.first_shift, row.second_shift})
    called = {shift_id: shift.name for shift_id, shift in shifts.items()}
    return Swap(
        swap_id=row.id,
        day=row.day,
        first=first.name,
        first_shift=called.get(row.first_shift, ""),
        second=second.name,
        second_shift=called.get(row.second_shift, ""),
    )
