"""Filling an empty office with invented people and the history of their last weeks."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.notice import Notice
from domain.occurrence import Kind, OccurrenceState
from domain.office import EVERYWHERE
from domain.seeding import FIRST_TELEGRAM_ID, OfficeNotEmpty, Seeded
from models import calendar, occurrence, seeding
from models.occurrence import Occurrence
from models.unit import units_in
from services.calendar import is_confirmed, seed_calendar
from services.calendar_seed import weekday_year
from services.hours import keepers
from services.occurrence import plan_days
from services.review_opening import miss_reviews
from services.roll_call_closing import miss_roll_call
from services.seeding_day import Workday, work_a_day
from services.seeding_leave import grant_leaves
from services.seeding_staff import REGISTERING, Staff, hire
from services.seeding_training import hold_trainings

MORNING = time(7, 0)


async def seed_office(
    session: AsyncSession,
    *,
    people: int,
    days: int,
    number: int,
    now: datetime,
    first_telegram_id: int = FIRST_TELEGRAM_ID,
) -> Seeded:
    """The office as it stands at `now`, which is local; the same number brings the same rows."""
    if not await seeding.is_empty(session):
        raise OfficeNotEmpty
    dice = Random(number)
    history = [_morning(now, ago) for ago in range(days, 0, -1)]
    await _know_workdays(session, {history[0].year, now.year})
    staff = await hire(
        session,
        people=people,
        first_telegram_id=first_telegram_id,
        dice=dice,
        since=history[0] - 2 * REGISTERING,
    )
    workdays = [day.date() for day in history if await _is_worked(session, day.date())]
    waiting = await grant_leaves(session, staff, workdays=workdays, now=now, dice=dice)
    (keeper,) = await keepers(session, kind=Kind.ROLL_CALL, day=now.date())
    for morning in history:
        await _pass(session, Workday(staff, keeper, morning, dice))
    await hold_trainings(session, staff, workdays=workdays, now=now, dice=dice)
    await _begin_today(session, now)
    return await _seeded(session, staff, len(workdays), waiting)


async def _seeded(
    session: AsyncSession, staff: Staff, days: int, waiting: Sequence[Notice]
) -> Seeded:
    return Seeded(
        units=len(await units_in(session, EVERYWHERE)),
        days=days,
        rows=await seeding.rows_written(session),
        people=tuple(hand.player() for hand in staff.hands.values()),
        notices=tuple(waiting),
    )


def _morning(now: datetime, ago: int) -> datetime:
    return datetime.combine(now.date() - timedelta(days=ago), MORNING, tzinfo=now.tzinfo)


async def _know_workdays(session: AsyncSession, years: set[int]) -> None:
    """A year without an official notice is confirmed as the seeded administrator would."""
    await seed_calendar(session)
    for year in sorted(years):
        if not await is_confirmed(session, year):
            await calendar.keep_days(session, weekday_year(year))


async def _is_worked(session: AsyncSession, day: date) -> bool:
    return bool(await calendar.is_workday(session, day))


async def _pass(session: AsyncSession, day: Workday) -> None:
    """A day that is over: what was due on it came to pass, or was passed over."""
    await plan_days(session, now=day.morning)
    state = OccurrenceState.SKIPPED
    if await _is_worked(session, day.date):
        state = OccurrenceState.DONE
        await work_a_day(session, day)
    await occurrence.settle_past(session, state, before=day.at(time.max))


async def _begin_today(session: AsyncSession, now: datetime) -> None:
    """What it is too late for today is not held, and nobody is told."""
    await occurrence.settle_past(session, OccurrenceState.DONE, before=now)
    await plan_days(session, now=now)
    is_worked = await _is_worked(session, now.date())
    for due in await occurrence.still_due(session, now.date()):
        if due.until < now and not due.subject_id:
            due.state = OccurrenceState.MISSED if is_worked else OccurrenceState.SKIPPED
            due.settled_at = now
            if is_worked:
                await _miss(session, due, now)


async def _miss(session: AsyncSession, due: Occurrence, now: datetime) -> None:
    held = await keepers(session, kind=due.kind, day=due.day)
    units = next(keeper.covers for keeper in held if keeper.unit.id == due.unit_id)
    if due.kind is Kind.ROLL_CALL:
        await miss_roll_call(session, due=due, units=units, now=now)
    elif due.kind is Kind.REVIEW:
        await miss_reviews(session, due=due, units=units)
