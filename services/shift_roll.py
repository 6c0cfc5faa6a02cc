"""Calling the roll of a shift, for those who are on it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.hours import ROLL_LASTS
from domain.notice import Owed
from domain.occurrence import Kind, Occasion, OccurrenceState
from domain.office import Scope
from domain.roll_call import RollCallMissed
from domain.rota import Shift
from domain.when import Half
from models.occurrence import Occurrence
from models.roll_call import RollCall
from models.unit import Unit, units_in
from services.hours import hours_of
from services.pre_post import tell_held_back
from services.roll_call import called, open_roll
from services.rota import Running, duties, running_on
from services.supervision import supervisors_over
from services.task import carry_over

STILL = timedelta(minutes=45)
"""How long after it has begun a shift's roll is still called."""


async def shift_rolls(session: AsyncSession, *, day: date, now: datetime) -> list[Occasion]:
    found = await running_on(session, day)
    return [
        Occasion(
            kind=Kind.SHIFT_ROLL,
            unit_id=running.unit.id,
            day=day,
            subject_id=shift.shift_id,
            due_at=shift.begins_at(day, now),
            until=shift.begins_at(day, now) + STILL,
        )
        for running in found.values()
        for shift in running.shifts
    ]


async def call_shift(session: AsyncSession, *, due: Occurrence, now: datetime) -> Sequence[Owed]:
    """The day's first shift also has the rows of those who rest."""
    among = await running_on(session, due.day)
    running, shift = _found(among, due)
    if running is None or shift is None:
        due.state = OccurrenceState.SKIPPED
        return []
    number = list(running.shifts).index(shift) + 1
    found = await duties(session, running, day=due.day, among=among)
    wanted = {shift, None} if number == 1 else {shift}
    only = [duty.person_id for duty in found if duty.shift in wanted]
    late = now - due.due_at if now - due.due_at > timedelta(minutes=1) else timedelta(0)
    roll = await _roll(session, running.unit, due, slot=-number, begins=due.due_at + late, now=now)
    units = [each.id for each in await units_in(session, Scope(paths=(running.unit.path,)))]
    await carry_over(session, units=units, day=due.day, now=now)
    await open_roll(session, roll, units=units, half=Half.of(now), only=only)
    return [called(roll, late), *await tell_held_back(session, roll, now=now)]


def _found(among: dict[str, Running], due: Occurrence) -> tuple[Running | None, Shift | None]:
    running = next((each for each in among.values() if each.unit.id == due.unit_id), None)
    shifts = running.shifts if running else ()
    return running, next((each for each in shifts if each.shift_id == due.subject_id), None)


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
    running, shift = _found(await running_on(session, due.day), due)
    if running is None or shift is None or now - due.due_at > timedelta(days=1):
        return []
    return [
        RollCallMissed(
            person_id=person_id,
            unit_id=running.unit.id,
            unit=running.unit.name,
            due_at=due.due_at,
            has_failed=due.tries > 0,
        )
        for person_id in await supervisors_over(session, running.unit)
    ]
