"""Writing down what the day will bring, and moving it when hours change."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.occurrence import Kind, Occasion
from domain.roll_call import LATEST_START
from models import occurrence
from services.hours import Keeper, keeping_today
from services.rota import running_on
from services.shift_review import shift_reviews
from services.shift_roll import shift_rolls
from services.special_period import second_rolls

LOOK_BACK = 7
"""Days of standing still that are written down as missed when Muster starts again."""


async def plan_days(session: AsyncSession, *, now: datetime) -> None:
    """Write today's occurrences, and those of days in which Muster was off; `now` is local."""
    last = await occurrence.last_planned_day(session)
    first = max(last, now.date() - timedelta(days=LOOK_BACK)) if last else now.date()
    planned = [
        due
        for kind in (Kind.ROLL_CALL, Kind.REVIEW)
        for keeper in await keeping_today(session, kind=kind, now=now)
        for day in _days(first, now.date())
        if (due := _due(kind, keeper, day, now)).due_at >= keeper.since
    ]
    for day in _days(first, now.date()):
        among = await running_on(session, day)
        planned += await second_rolls(session, day=day, now=now)
        planned += shift_rolls(among, day=day, now=now)
        planned += shift_reviews(among, day=day, now=now)
    await occurrence.plan(session, planned)
    await _follow_changed_hours(session, planned, now=now)


async def _follow_changed_hours(
    session: AsyncSession, planned: list[Occasion], *, now: datetime
) -> None:
    """What is still to come today moves with the hours of its unit."""
    wanted = {(due.kind, due.unit_id): due for due in planned if due.day == now.date()}
    for row in await occurrence.still_due(session, now.date()):
        due = wanted.get((row.kind, row.unit_id))
        if due is None or row.subject_id or row.tries:
            continue
        if due.due_at > now:
            row.due_at, row.until = due.due_at, due.until


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))


def _due(kind: Kind, keeper: Keeper, day: date, now: datetime) -> Occasion:
    def at(hour: time) -> datetime:
        return datetime.combine(day, hour, tzinfo=now.tzinfo)

    hours = keeper.hours
    if kind is Kind.ROLL_CALL:
        first = at(hours.roll_call)
        until = max(at(hours.closing) - LATEST_START, first)
    else:
        first, until = at(hours.review), at(hours.review_until)
    return Occasion(kind=kind, unit_id=keeper.unit.id, day=day, due_at=first, until=until)
