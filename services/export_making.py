"""Making a spreadsheet's contents: read with the eyes of who asked, as they are by now."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.broadcast import Standing
from domain.export import (
    MOST_LOADS,
    ExportFailed,
    ExportKind,
    ExportState,
    FiguresExported,
    ReadersExported,
    Told,
)
from domain.notice import Notice
from domain.office import Member, Scope
from domain.refusals import OutOfReach
from domain.summary import Figures, NoUnits
from domain.task_load import Load
from domain.when import Period
from models import broadcast_standing, export, task_load
from models.export import Export
from models.occurrence import Occurrence
from models.person import Person
from models.scope import scope_of
from models.unit import Unit
from services.broadcast_board import addressee, board_of
from services.summary import sum_up


async def make_export(session: AsyncSession, *, due: Occurrence, now: datetime) -> list[Notice]:
    """The notice whose drawing is the file; `now` is local."""
    row = await session.get_one(Export, due.subject_id)
    asker = await session.get_one(Person, row.asked_by)
    scope = await scope_of(session, asker.id)
    me = Member(id=asker.id, name=asker.name, language="", roles=frozenset(), scope=scope)
    row.state = ExportState.MADE
    try:
        match row.kind:
            case ExportKind.FIGURES:
                return [await _figures(session, row, me, now=now)]
            case ExportKind.READERS:
                return [await _readers(session, row, me, now=now)]
    except (OutOfReach, NoUnits):
        row.state = ExportState.FAILED
        return [ExportFailed(person_id=asker.id, is_lost=True)]


async def give_up_export(session: AsyncSession, *, due: Occurrence) -> list[Notice]:
    row = await session.get_one(Export, due.subject_id)
    row.state = ExportState.FAILED
    return [ExportFailed(person_id=row.asked_by, is_lost=False)]


async def _figures(
    session: AsyncSession, row: Export, me: Member, *, now: datetime
) -> FiguresExported:
    period = Period(row.first or now.date(), row.last or now.date())
    summary = await sum_up(session, me=me, unit_id=row.unit_id, period=period, now=now)
    scope = await _within(session, row.unit_id, me)
    return FiguresExported(
        person_id=me.id,
        summary=summary,
        days=await figures_by_day(session, period, scope, now=now),
        loads=await _loads(session, period, scope),
        broadcasts=await _told(session, period, scope, now=now),
        by=me.name,
        made_at=now,
    )


async def _within(session: AsyncSession, unit_id: int | None, me: Member) -> Scope:
    if unit_id is None:
        return me.scope
    return me.scope.narrowed((await session.get_one(Unit, unit_id)).path)


async def _loads(session: AsyncSession, period: Period, scope: Scope) -> Sequence[Load]:
    found = await task_load.loads(
        session, scope=scope, period=period, first=0, size=MOST_LOADS + 1
    )
    return found if len(found) <= MOST_LOADS else ()


def _bounds(period: Period, now: datetime) -> tuple[datetime, datetime]:
    begins = datetime.combine(period.first, time(), tzinfo=now.tzinfo)
    ends = datetime.combine(period.last, time(), tzinfo=now.tzinfo) + timedelta(days=1)
    return begins, ends


async def figures_by_day(
    session: AsyncSession, period: Period, scope: Scope, *, now: datetime
) -> dict[date, Figures]:
    """Every day of the period in which anything was called, handed out, reviewed or taught."""
    begins, ends = _bounds(period, now)
    among = {"first": period.first, "last": period.last}
    roll = await export.rolls(session, **among, scope=scope)
    work = await export.tasks(session, **among, scope=scope)
    evening = await export.reviews(session, **among, scope=scope)
    lesson = await export.trainings(session, first=begins, last=ends, scope=scope, zone=now.tzinfo)
    return {
        day: Figures(
            roll=roll.get(day, {}),
            tasks=work.get(day, {}),
            reviews=evening.get(day, {}),
            trainings=lesson.get(day, {}),
        )
        for day in sorted({*roll, *work, *evening, *lesson})
    }


async def _told(
    session: AsyncSession, period: Period, scope: Scope, *, now: datetime
) -> Sequence[Told]:
    begins, ends = _bounds(period, now)
    found = await export.told_between(session, first=begins, last=ends, scope=scope)
    told: list[Told] = []
    for row, sender in found:
        counts: Counter[Standing] = Counter()
        for standing, _, people in await broadcast_standing.counted(session, row.id, scope):
            counts[standing] += people
        told.append(
            Told(
                sent_at=row.begins_at,
                text=row.text,
                by=sender,
                deadline=row.deadline,
                counts=counts,
            )
        )
    return told


async def _readers(
    session: AsyncSession, row: Export, me: Member, *, now: datetime
) -> ReadersExported:
    board = await board_of(session, me=me, broadcast_id=row.broadcast_id or 0)
    people = await broadcast_standing.listed(
        session, board.broadcast_id, me.scope, among=list(Standing)
    )
    return ReadersExported(
        person_id=me.id, board=board, people=[addressee(each) for each in people], made_at=now
    )
