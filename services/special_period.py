"""Setting a special period, and calling its second roll."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.calendar import nearest
from domain.notice import Owed
from domain.occurrence import NEWS, Kind, Occasion, OccurrenceState
from domain.office import Member, Scope
from domain.refusals import OutOfReach
from domain.roll_call import SECOND
from domain.special_period import LASTS, PeriodDraft, PeriodOverlaps, tell_called
from domain.when import Half
from models import special_period
from models.audit import Audit
from models.occurrence import Occurrence
from models.roll_call import RollCall
from models.special_period import SpecialPeriod
from models.unit import Unit, units_in
from services.calendar_unit import at_work
from services.hours import hours_of
from services.roll_call import called, open_roll
from services.roll_call_closing import tell_missed
from services.second_roll import begins_at, holding

STILL = timedelta(minutes=45)
"""How long after its hour the second roll is still called."""


async def set_period(
    session: AsyncSession, *, me: Member, unit: Unit, draft: PeriodDraft, now: datetime
) -> list[Owed]:
    """Its people hear of it with the morning's message; where today's has gone, by itself."""
    hours = await hours_of(session, unit, kind=Kind.ROLL_CALL, day=draft.first)
    draft.check(hours, today=now.date())
    others = await special_period.periods_of(
        session, unit.path, first=draft.first, last=draft.last
    )
    for other, where in others:
        if where.id == unit.id:
            raise PeriodOverlaps(other.name)
    row = SpecialPeriod(unit_id=unit.id, **vars(draft), set_at=now, set_by=me.id)
    session.add(row)
    _audit(session, me, row, now)
    await session.flush()
    at = begins_at(row, now.date(), now.tzinfo)
    if row.first > now.date() or at <= now:
        return []
    units = await _called(session, unit, row.id, day=now.date(), now=now)
    return [tell_called(row.id, units, at=at)]


async def periods_shown(
    session: AsyncSession, unit: Unit, *, days: Sequence[date] | None, today: date
) -> Sequence[tuple[SpecialPeriod, Unit]]:
    """Those that touch these days, or all that are not over."""
    first, last = (days[0], days[-1]) if days else (today, date.max)
    return await special_period.periods_of(session, unit.path, first=first, last=last)


async def end_period(
    session: AsyncSession, *, me: Member, period_id: int, now: datetime
) -> tuple[SpecialPeriod, Unit]:
    """From now on no roll of it is called; its days up to yesterday stay."""
    row = await session.get(SpecialPeriod, period_id)
    unit = await session.get(Unit, row.unit_id) if row else None
    if row is None or unit is None or not me.scope.covers(unit.path):
        raise OutOfReach
    row.last = min(row.last, now.date() - timedelta(days=1))
    _audit(session, me, row, now)
    await session.flush()
    return row, unit


def _audit(session: AsyncSession, me: Member, row: SpecialPeriod, now: datetime) -> None:
    about = {"first": row.first.isoformat(), "last": row.last.isoformat()}
    session.add(
        Audit(actor_id=me.id, at=now, verb=Verb.PERIOD_CHANGED, unit_id=row.unit_id, detail=about)
    )


async def second_rolls(session: AsyncSession, *, day: date, now: datetime) -> list[Occasion]:
    """What special periods make due on a day."""
    return [
        Occasion(
            kind=Kind.SECOND_ROLL,
            unit_id=period.unit_id,
            day=day,
            subject_id=period.id,
            due_at=begins_at(period, day, now.tzinfo),
            until=begins_at(period, day, now.tzinfo) + STILL,
        )
        for period in (await holding(session, day=day, zone=now.tzinfo)).values()
    ]


async def units_called(
    session: AsyncSession, due: Occurrence, now: datetime
) -> tuple[Unit, list[int]]:
    """The unit with those below it that work that day and have no nearer special period."""
    unit = await session.get_one(Unit, due.unit_id)
    return unit, await _called(session, unit, due.subject_id, day=due.day, now=now)


async def _called(
    session: AsyncSession, unit: Unit, period_id: int, *, day: date, now: datetime
) -> list[int]:
    held = await holding(session, day=day, zone=now.tzinfo)
    found = await units_in(session, Scope(paths=(unit.path,)))
    below = [
        each.id
        for each in found
        if (period := nearest(each.path, held)) and period.id == period_id
    ]
    return await at_work(session, below, day=day)


async def call_second_roll(
    session: AsyncSession, *, due: Occurrence, now: datetime
) -> Sequence[Owed]:
    unit, units = await units_called(session, due, now)
    if not units:
        due.state = OccurrenceState.SKIPPED
        return []
    hours = await hours_of(session, unit, kind=Kind.ROLL_CALL, day=due.day)
    late = now - due.due_at if now - due.due_at > timedelta(minutes=1) else timedelta(0)
    begins = now if late else due.due_at
    roll = RollCall(
        unit_id=unit.id,
        day=due.day,
        slot=SECOND,
        opened_at=now,
        begins_at=begins,
        on_time_until=begins + timedelta(minutes=hours.grace),
        closes_at=begins + LASTS,
    )
    await open_roll(session, roll, units=units, half=Half.of(now))
    return [called(roll, late)]


async def miss_second_roll(
    session: AsyncSession, *, due: Occurrence, now: datetime
) -> Sequence[Owed]:
    """Told while it is news; earlier days are recorded alone."""
    _, units = await units_called(session, due, now)
    if not units:
        due.state = OccurrenceState.SKIPPED
        return []
    if now - due.due_at > NEWS:
        return []
    return await tell_missed(session, due, may_reopen=due.day == now.date())
