"""Asking for a spreadsheet, which is then made in the background."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.export import PATIENCE, ExportKind, ExportUnderWay, refuse_long
from domain.occurrence import Kind, Occasion
from domain.office import Member
from domain.refusals import OutOfReach
from domain.summary import NoUnits
from domain.when import Period
from models import export, occurrence
from models.audit import Audit
from models.export import Export
from services.broadcast_board import board_of
from services.summary import roots_of
from services.unit import own_unit


async def ask_for_figures(
    session: AsyncSession, *, me: Member, period: Period, unit_id: int | None, now: datetime
) -> None:
    """Of one unit, or of all that `me` holds; `now` is local."""
    refuse_long(period)
    if unit_id:
        await roots_of(session, me=me, unit_id=unit_id)
    row = Export(
        kind=ExportKind.FIGURES,
        asked_by=me.id,
        asked_at=now,
        unit_id=unit_id,
        first=period.first,
        last=period.last,
    )
    said = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    await _ask(session, row, me=me, now=now, detail=said)


async def ask_for_readers(
    session: AsyncSession, *, me: Member, broadcast_id: int, now: datetime
) -> None:
    board = await board_of(session, me=me, broadcast_id=broadcast_id)
    kind = ExportKind.READERS
    row = Export(kind=kind, asked_by=me.id, asked_at=now, broadcast_id=board.broadcast_id)
    await _ask(session, row, me=me, now=now, detail={"broadcast": str(board.broadcast_id)})


async def _ask(
    session: AsyncSession, row: Export, *, me: Member, now: datetime, detail: dict[str, str]
) -> None:
    if await export.under_way(session, me.id):
        raise ExportUnderWay
    session.add(row)
    await session.flush()
    unit_id = row.unit_id or await _filed_under(session, me)
    about = {"export": str(row.id), "kind": row.kind.value} | detail
    session.add(Audit(actor_id=me.id, at=now, verb=Verb.EXPORTED, unit_id=unit_id, detail=about))
    due = Occasion(
        kind=Kind.EXPORT,
        unit_id=unit_id,
        day=now.date(),
        due_at=now,
        until=now + PATIENCE,
        subject_id=row.id,
    )
    await occurrence.plan(session, [due])


async def _filed_under(session: AsyncSession, me: Member) -> int:
    try:
        return (await own_unit(session, me)).id
    except OutOfReach as nothing:
        raise NoUnits from nothing
