"""Two people swap their shifts of one day, with the supervisor's approval."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.calendar import nearest
from domain.notice import Notice
from domain.office import Member
from domain.refusals import NotYours, OutOfReach
from domain.rota import REST, NoRota
from domain.shift_swap import (
    Swap,
    SwapAgreed,
    SwapAnswered,
    SwapAsked,
    SwapAway,
    SwapDecided,
    SwapHeard,
    SwapSettled,
    SwapStale,
    SwapState,
    SwapTwice,
    request_key,
)
from models import leave
from models import rota as rotas
from models.audit import Audit
from models.person import Person, addresses, hold_people
from models.rota import ShiftSwap
from models.unit import Unit
from services.leave import deciders_of
from services.rota import Duty, duties, duties_beside, running_on

AHEAD = 7
"""Days that one sees of one's own rota."""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """`asked` are the supervisors who are to decide."""

    swap: Swap
    asked: int = 0
    notices: Sequence[Notice]
    settles: Sequence[str] = ()


async def my_days(
    session: AsyncSession, *, me: Member, today: date, ahead: int = AHEAD
) -> list[tuple[date, Duty]]:
    """What the rota gives me on the days to come; nothing where no rota holds."""
    days = [today + timedelta(days=at) for at in range(ahead)]
    found = [(day, await duties_beside(session, path=me.unit_path, day=day)) for day in days]
    return [(day, mine) for day, all_ in found for mine in all_ if mine.person_id == me.id]


async def colleagues_for(
    session: AsyncSession, *, me: Member, day: date, now: datetime
) -> tuple[Duty, list[Duty]]:
    """My own duty of a day, and those of colleagues who have another one and can be asked."""
    if day <= now.date():
        raise SwapStale
    found = await duties_beside(session, path=me.unit_path, day=day)
    mine = next((duty for duty in found if duty.person_id == me.id), None)
    if mine is None:
        raise NoRota
    others = [duty for duty in found if duty.shift != mine.shift]
    asked = await addresses(session, [duty.person_id for duty in others])
    return mine, [duty for duty in others if duty.person_id in asked]


async def pair_for(
    session: AsyncSession, *, me: Member, day: date, other_id: int, now: datetime
) -> Swap:
    mine, others = await colleagues_for(session, me=me, day=day, now=now)
    other = next((duty for duty in others if duty.person_id == other_id), None)
    if other is None:
        raise SwapStale
    return Swap(
        swap_id=0,
        day=day,
        first=mine.name,
        first_shift=_named(mine),
        second=other.name,
        second_shift=_named(other),
    )


def _named(duty: Duty) -> str:
    return duty.shift.name if duty.shift else ""


def _id(duty: Duty) -> int:
    return duty.shift.shift_id if duty.shift else REST


async def ask_swap(
    session: AsyncSession, *, me: Member, day: date, other_id: int, now: datetime
) -> Answered:
    await hold_people(session, me.id, other_id)
    swap = await pair_for(session, me=me, day=day, other_id=other_id, now=now)
    await _check_here(session, day, (me.id, other_id))
    if await rotas.open_swaps(session, day=day, people=(me.id, other_id)):
        raise SwapTwice
    mine, others = await colleagues_for(session, me=me, day=day, now=now)
    other = next(duty for duty in others if duty.person_id == other_id)
    row = ShiftSwap(
        day=day,
        first_id=me.id,
        first_shift=_id(mine),
        second_id=other_id,
        second_shift=_id(other),
        asked_at=now,
    )
    session.add(row)
    await session.flush()
    asked = SwapAsked(person_id=other_id, swap=_numbered(swap, row))
    return Answered(swap=asked.swap, notices=[asked])


def _numbered(swap: Swap, row: ShiftSwap) -> Swap:
    return Swap(**{**vars(swap), "swap_id": row.id})


async def answer_swap(
    session: AsyncSession, *, me: Member, swap_id: int, agree: bool, now: datetime
) -> Answered:
    """The colleague's word; agreed, the supervisors of the one who asked decide."""
    row = await rotas.swap_held(session, swap_id)
    if row is None or row.second_id != me.id:
        raise NotYours
    if row.state is not SwapState.ASKED:
        raise SwapDecided
    swap = await _standing(session, row, now)
    if agree:
        await _check_here(session, row.day, (row.first_id, row.second_id))
    row.state = SwapState.AGREED if agree else SwapState.DECLINED
    asked = await _asked(session, row, me, swap) if agree else []
    heard = SwapHeard(person_id=row.first_id, swap=swap, agree=agree, asked=len(asked))
    return Answered(swap=swap, asked=len(asked), notices=[heard, *asked])


async def _asked(
    session: AsyncSession, row: ShiftSwap, me: Member, swap: Swap
) -> list[SwapAgreed]:
    deciders = await deciders_of(session, path=await place_of(session, row), but=row.first_id)
    return [SwapAgreed(person_id=each.id, swap=swap) for each in deciders if each.id != me.id]


async def decide_swap(
    session: AsyncSession, *, me: Member, swap_id: int, approve: bool, now: datetime
) -> Answered:
    row = await rotas.swap_held(session, swap_id)
    path = await place_of(session, row) if row else ""
    if row is None or not me.scope.covers(path or "/") or me.id in (row.first_id, row.second_id):
        raise OutOfReach
    if row.state is not SwapState.AGREED:
        raise SwapDecided
    swap = await _standing(session, row, now)
    if approve:
        await _check_here(session, row.day, (row.first_id, row.second_id))
    row.state = SwapState.APPROVED if approve else SwapState.DECLINED
    row.decided_at, row.decided_by = now, me.id
    session.add(Audit(actor_id=me.id, at=now, verb=Verb.SHIFT_SWAPPED, person_id=row.first_id))
    others = await deciders_of(session, path=path, but=row.first_id)
    return Answered(
        swap=swap,
        notices=[
            *(
                SwapAnswered(person_id=each, swap=swap, state=row.state, by=me.name)
                for each in (row.first_id, row.second_id)
            ),
            *(
                SwapSettled(person_id=each.id, swap=swap, state=row.state, by=me.name)
                for each in others
                if each.id != me.id
            ),
        ],
        settles=[request_key(row.id, me.id)],
    )


async def _check_here(session: AsyncSession, day: date, people: tuple[int, int]) -> None:
    """A leave may have been approved since the swap was asked for."""
    for name in await leave.away_among(session, people, day=day):
        raise SwapAway(name)


async def place_of(session: AsyncSession, row: ShiftSwap) -> str:
    """The path of the unit whose supervisors decide."""
    person = await session.get_one(Person, row.first_id)
    unit = await session.get(Unit, person.unit_id) if person.unit_id else None
    return unit.path if unit else ""


async def _standing(session: AsyncSession, row: ShiftSwap, now: datetime) -> Swap:
    """The swap, as long as its day is ahead and both still have the shifts of before.

    Both are held: of two swaps of one shift, decided at once, the later one is over.
    """
    await hold_people(session, row.first_id, row.second_id)
    among = await running_on(session, row.day)
    running = nearest(await place_of(session, row), among)
    found = await duties(session, running, day=row.day, among=among) if running else []
    by_id = {duty.person_id: duty for duty in found}
    first, second = by_id.get(row.first_id), by_id.get(row.second_id)
    if row.day <= now.date() or first is None or second is None:
        raise SwapStale
    if (_id(first), _id(second)) != (row.first_shift, row.second_shift):
        raise SwapStale
    return Swap(
        swap_id=row.id,
        day=row.day,
        first=first.name,
        first_shift=_named(first),
        second=second.name,
        second_shift=_named(second),
    )
