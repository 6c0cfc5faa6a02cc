"""A morning's roll that nobody was asked is called after all, for those it concerns."""

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
from domain.roll_call_outage import ReopenedAlready, RollDayOver
from domain.when import Half
from models import occurrence, roll_call
from models.audit import Audit
from models.occurrence import Occurrence
from models.roll_call import RollCall
from models.unit import Unit, units_at, units_in
from services.hours import Keeper, keepers
from services.pre_post import tell_held_back
from services.roll_call import called, open_roll
from services.rota import called_units
from services.supervision import supervisors_over


@dataclass(frozen=True, kw_only=True)
class Reopened:
    units: tuple[str, ...]
    asked: int
    notices: Sequence[Owed]


async def reopen_roll_call(
    session: AsyncSession, *, me: Member, unit_id: int, day: date, now: datetime
) -> Reopened:
    """On the same day; nobody is late by our fault, and nobody is asked twice."""
    held = await keepers(session, kind=Kind.ROLL_CALL, day=day)
    keeper = next((each for each in held if each.unit.id == unit_id), None)
    due = await occurrence.unheld(session, kind=Kind.ROLL_CALL, unit_id=unit_id, day=day)
    if keeper is None or due is None:
        raise OutOfReach
    units = await units_at(session, await _paths(session, me, keeper.unit))
    if day != now.date():
        raise RollDayOver
    opened = [
        roll
        for unit in units
        if (roll := await _reopen(session, keeper, unit, me, now)) is not None
    ]
    if not opened:
        raise ReopenedAlready
    session.add_all(
        Audit(actor_id=me.id, at=now, verb=Verb.ROLL_REOPENED, unit_id=roll.unit_id)
        for roll in opened
    )
    asked = [await roll_call.count_awaited(session, roll.id) for roll in opened]
    return Reopened(
        units=tuple(unit.name for unit in units),
        asked=sum(asked),
        notices=await _told(session, opened, due, now),
    )


async def _told(
    session: AsyncSession, opened: Sequence[RollCall], due: Occurrence, now: datetime
) -> list[Owed]:
    told: list[Owed] = []
    for roll in opened:
        told += [called(roll, now - due.due_at), *await tell_held_back(session, roll, now=now)]
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
    session: AsyncSession, keeper: Keeper, unit: Unit, me: Member, now: datetime
) -> RollCall | None:
    if await roll_call.morning_of(session, unit_id=unit.id, day=now.date()):
        return None
    below = {each.id for each in await units_in(session, Scope(paths=(unit.path,)))}
    roll = RollCall(
        unit_id=unit.id,
        day=now.date(),
        opened_at=now,
        begins_at=now,
        on_time_until=now + timedelta(minutes=keeper.hours.grace),
        closes_at=now + ROLL_LASTS,
        opened_by=me.id,
    )
    covers = sorted(below & {*keeper.covers})
    units = await called_units(session, covers, day=roll.day)
    await open_roll(session, roll, units=units, half=Half.of(now))
    return roll
