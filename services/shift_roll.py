"""Calling the roll of a shift, for those who are on it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.hours import ROLL_LASTS
from domain.notice import Owed
from domain.occurrence import NEWS, Kind, Occasion, OccurrenceState
from domain.when import Half
from models.occurrence import Occurrence
from models.roll_call import RollCall
from models.unit import Unit
from services.hours import hours_of
from services.pre_post import tell_held_back
from services.roll_call import called, open_roll
from services.roll_call_closing import tell_missed
from services.rota import Running, shift_running
from services.task import carry_over

STILL = timedelta(minutes=45)
"""How long after it has begun a shift's roll is still called."""


def shift_rolls(among: Mapping[str, Running], *, day: date, now: datetime) -> list[Occasion]:
    return [
        Occasion(
            kind=Kind.SHIFT_ROLL,
            unit_id=running.unit.id,
            day=day,
            subject_id=shift.shift_id,
            due_at=shift.begins_at(day, now),
            until=shift.begins_at(day, now) + STILL,
        )
        for running in among.values()
        for shift in running.shifts
    ]


async def call_shift(session: AsyncSession, *, due: Occurrence, now: datetime) -> Sequence[Owed]:
    """The day's first shift also has the rows of those who rest."""
    on = await shift_running(session, due)
    if on is None:
        due.state = OccurrenceState.SKIPPED
        return []
    late = now - due.due_at if now - due.due_at > timedelta(minutes=1) else timedelta(0)
    roll = await _roll(session, on.unit, due, slot=-on.number, begins=due.due_at + late, now=now)
    await carry_over(session, units=on.units, day=due.day, now=now)
    await open_roll(session, roll, units=on.units, half=Half.of(now), only=on.people)
    return [called(roll, late), *await tell_held_back(session, roll, now=now)]


async def _roll(
    session: AsyncSession,
    unit: Unit,
    due: Occurrence,
    *,
    slot: int,
    begins: datetime,
    now: datetime,
) -> RollCall:
    hours = await hours_of(session, unit, kind=Kind.ROLL_CALL, day=due.day)
    return RollCall(
        unit_id=unit.id,
        day=due.day,
        slot=slot,
        opened_at=now,
        begins_at=begins,
        on_time_until=begins + timedelta(minutes=hours.grace),
        closes_at=begins + ROLL_LASTS,
    )


async def miss_shift(session: AsyncSession, *, due: Occurrence, now: datetime) -> Sequence[Owed]:
    """Told while it is news; days in which nothing ran are recorded alone."""
    on = await shift_running(session, due)
    if on is None:
        return []
    await carry_over(session, units=on.units, day=due.day, now=now)
    return await tell_missed(session, due) if now - due.due_at <= NEWS else []
