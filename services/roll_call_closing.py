"""What follows an open roll: the reminder, and the supervisor's list."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.contest import tell_the_absent
from domain.fence import Where
from domain.notice import Notice, Owed
from domain.occurrence import Kind
from domain.office import Scope, Stationed
from domain.reach import why_silent
from domain.roll_call import (
    Attendance,
    RollCallReminded,
    RollKind,
    Tally,
    remind_all,
)
from domain.roll_call_closing import RollCallClosed, RollCallMissed
from models import roll_call
from models.contest import approved_within
from models.occurrence import Occurrence
from models.roll_call import RollCall
from models.roll_call_closing import Placed, answers_within, counts_within, mark_absent
from models.roll_place import told_within
from models.unit import Unit, unit_names
from services.reassignment import propose_after_closing
from services.roll_board import readers_of
from services.supervision import supervisors_over
from services.task import carry_over


async def remind_the_silent(session: AsyncSession, *, roll_call_id: int) -> list[Owed]:
    roll = await session.get_one(RollCall, roll_call_id)
    return [remind_all(roll.id, closes_at=roll.closes_at, reopened=roll.reopened)]


async def remind(
    session: AsyncSession, *, person_id: int, roll_call_id: int
) -> RollCallReminded | None:
    if not await roll_call.is_awaited(session, roll_call_id=roll_call_id, person_id=person_id):
        return None
    roll = await session.get_one(RollCall, roll_call_id)
    return RollCallReminded(
        person_id=person_id,
        roll_call_id=roll_call_id,
        closes_at=roll.closes_at,
        reopened=roll.reopened,
    )


async def close_roll_call(
    session: AsyncSession, *, roll_call_id: int, now: datetime
) -> list[Owed]:
    """Silence becomes absence, which they are told who may contest it.

    Every supervisor over it gets the list of their own units. Whoever misses an extra roll came
    this morning or was missed then: their tasks are not proposed to others once more.
    """
    roll = await shut_roll_call(session, roll_call_id=roll_call_id, now=now)
    notices: list[Owed] = [tell_the_absent(roll.id, closed_at=roll.closes_at)]
    for person_id, scope in (await readers_of(session, roll)).items():
        if listed := await _listed(session, roll, person_id, scope):
            notices.append(listed)
    if roll.is_extra:
        return notices
    return [*notices, *await propose_after_closing(session, roll, now=now)]


async def shut_roll_call(session: AsyncSession, *, roll_call_id: int, now: datetime) -> RollCall:
    roll = await session.get_one(RollCall, roll_call_id)
    await mark_absent(session, roll.id)
    roll.closed_at = now
    await session.flush()
    return roll


async def draw_lists_again(
    session: AsyncSession, roll: RollCall, *, path: str
) -> list[RollCallClosed]:
    """Somebody of this unit counts as something else than when the roll was closed."""
    if roll.closed_at is None:
        return []
    readers = await readers_of(session, roll)
    concerned = {one: scope for one, scope in readers.items() if scope.covers(path)}
    found = [await _listed(session, roll, one, scope) for one, scope in concerned.items()]
    return [replace(listed, again=True) for listed in found if listed]


async def _listed(
    session: AsyncSession, roll: RollCall, person_id: int, scope: Scope
) -> RollCallClosed | None:
    about: Any = {"roll_call_id": roll.id, "scope": scope}
    tally = Tally.of(await counts_within(session, **about))
    if not tally.roster:
        return None
    rows = await answers_within(session, day=roll.day, **about)
    places = await told_within(session, **about)
    return replace(
        _closed(person_id, roll, rows, tally=tally, units=await unit_names(session, scope)),
        outside=_named(places, Where.OUTSIDE),
        unplaced=_named(places, Where.ASKED),
        put_right=tuple(await approved_within(session, **about)),
    )


def _named(places: Sequence[tuple[Stationed, Where]], which: Where) -> tuple[Stationed, ...]:
    return tuple(each for each, where in places if where is which)


def _closed(
    person_id: int,
    roll: RollCall,
    rows: Sequence[Placed],
    *,
    tally: Tally,
    units: tuple[str, ...],
) -> RollCallClosed:
    people: defaultdict[Attendance, list[Stationed]] = defaultdict(list)
    for each in rows:
        people[each.attendance].append(each.stationed)
    return RollCallClosed(
        person_id=person_id,
        roll_call_id=roll.id,
        units=units,
        day=roll.begins_at,
        kind=roll.kind,
        tally=tally,
        names={kind: tuple(named) for kind, named in people.items()},
        out_of_reach=tuple(
            (each.name, why_silent(each.unreachable))
            for each in rows
            if each.unreachable and each.attendance is Attendance.ABSENT
        ),
        asking=tuple(
            each.stationed
            for each in rows
            if each.asks_leave and each.attendance is Attendance.ABSENT
        ),
        by_proxy=tuple(each.stationed for each in rows if each.proxy_by),
    )


async def miss_roll_call(
    session: AsyncSession, *, due: Occurrence, units: Sequence[int], now: datetime
) -> list[Notice]:
    """Too late to call, or it could not be: it counts as not held, and supervisors are told."""
    await carry_over(session, units=units, day=due.day, now=now)
    return await tell_missed(session, due, may_reopen=due.day == now.date())


async def tell_missed(
    session: AsyncSession, due: Occurrence, *, may_reopen: bool = False
) -> list[Notice]:
    unit = await session.get_one(Unit, due.unit_id)
    return [
        RollCallMissed(
            person_id=person_id,
            unit_id=unit.id,
            units=await unit_names(session, scope),
            due_at=due.due_at,
            has_failed=due.tries > 0,
            kind=RollKind.SECOND if due.kind is Kind.SECOND_ROLL else RollKind.MORNING,
            may_reopen=may_reopen,
        )
        for person_id, scope in (await supervisors_over(session, unit)).items()
    ]
