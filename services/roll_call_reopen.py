"""A roll that nobody was asked, the morning's or a second one, is called after all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.hours import ROLL_LASTS
from domain.notice import Owed
from domain.occurrence import Kind
from domain.office import Member, Scope
from domain.refusals import OutOfReach
from domain.roll_call import SECOND, RollKind
from domain.roll_call_outage import ReopenedAlready, RollDayOver
from domain.when import Half
from models import occurrence, roll_call
from models.audit import Audit
from models.occurrence import Occurrence
from models.roll_call import RollCall
from models.unit import Unit, unit_names, units_at, units_in
from services.hours import hours_of, keepers
from services.pre_post import tell_held_back
from services.roll_call import called, open_roll
from services.rota import called_units
from services.special_period import units_called
from services.supervision import supervisors_over


@dataclass(frozen=True, kw_only=True)
class Reopened:
    units: tuple[str, ...]
    asked: int
    notices: Sequence[Owed]


@dataclass(frozen=True, kw_only=True)
class _Missed:
    due_at: datetime
    unit: Unit
    covers: Sequence[int]
    grace: int
    slot: int = 0


async def reopen_roll_call(
    session: AsyncSession, *, me: Member, unit_id: int, day: date, kind: RollKind, now: datetime
) -> Reopened:
    """On the same day; nobody is late by our fault, and nobody is asked twice."""
    due_as = Kind.SECOND_ROLL if kind is RollKind.SECOND else Kind.ROLL_CALL
    due = await occurrence.unheld(session, kind=due_as, unit_id=unit_id, day=day)
    if due is None:
        raise OutOfReach
    missed = await (_second if kind is RollKind.SECOND else _morning)(session, due, now)
    paths = await _paths(session, me, missed.unit)
    units = await units_at(session, paths)
    if day != now.date():
        raise RollDayOver
    opened = [
        roll
        for unit in units
        if (roll := await _reopen(session, missed, unit, me, now)) is not None
    ]
    if not opened:
        raise ReopenedAlready
    session.add_all(
        Audit(actor_id=me.id, at=now, verb=Verb.ROLL_REOPENED, unit_id=roll.unit_id)
        for roll in opened
    )
    asked = [await roll_call.count_awaited(session, roll.id) for roll in opened]
    return Reopened(
        units=await unit_names(session, Scope(paths=paths)),
        asked=sum(asked),
        notices=await _told(session, opened, missed, now),
    )


async def _morning(session: AsyncSession, due: Occurrence, now: datetime) -> _Missed:
    held = await keepers(session, kind=Kind.ROLL_CALL, day=due.day)
    keeper = next((each for each in held if each.unit.id == due.unit_id), None)
    if keeper is None:
        raise OutOfReach
    covers = await called_units(session, keeper.covers, day=due.day)
    return _Missed(due_at=due.due_at, unit=keeper.unit, covers=covers, grace=keeper.hours.grace)


async def _second(session: AsyncSession, due: Occurrence, now: datetime) -> _Missed:
    unit, covers = await units_called(session, due, now)
    if not covers:
        raise OutOfReach
    hours = await hours_of(session, unit, kind=Kind.ROLL_CALL, day=due.day)
    return _Missed(due_at=due.due_at, unit=unit, covers=covers, grace=hours.grace, slot=SECOND)


async def _told(
    session: AsyncSession, opened: Sequence[RollCall], missed: _Missed, now: datetime
) -> list[Owed]:
    told: list[Owed] = []
    for roll in opened:
        told.append(called(roll, now - missed.due_at))
        if roll.kind is RollKind.MORNING:
            told += await tell_held_back(session, roll, now=now)
    return told


async def _paths(session: AsyncSession, me: Member, unit: Unit) -> tuple[str, ...]:
    """What of this unit is theirs."""
    if me.scope.covers(unit.path):
        return (unit.path,)
    scope = (await supervisors_over(session, unit)).get(me.id)
    if scope is None:
        raise OutOfReach
    return scope.paths


async def _reopen(
    session: AsyncSession, missed: _Missed, unit: Unit, me: Member, now: datetime
) -> RollCall | None:
    day = now.date()
    if await roll_call.is_held(session, unit_id=unit.id, day=day, slot=missed.slot):
        return None
    below = {each.id for each in await units_in(session, Scope(paths=(unit.path,)))}
    roll = RollCall(
        unit_id=unit.id,
        day=day,
        slot=missed.slot,
        opened_at=now,
        begins_at=now,
        on_time_until=now + timedelta(minutes=missed.grace),
        closes_at=now + ROLL_LASTS,
        opened_by=me.id,
    )
    units = sorted(below & {*missed.covers})
    await open_roll(session, roll, units=units, half=Half.of(now))
    return roll
