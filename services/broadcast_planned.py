"""The hours of a broadcast: going out as planned, or too late to, and its deadline."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.broadcast import (
    OUT,
    BroadcastState,
)
from domain.broadcast_notice import (
    BroadcastNotSent,
    BroadcastReported,
    Hindrance,
)
from domain.dispatch import Target, TargetKind
from domain.notice import Owed
from domain.occurrence import OccurrenceState
from domain.office import NOWHERE, Scope
from models import broadcast
from models.broadcast import Broadcast
from models.occurrence import Occurrence
from models.scope import scope_of
from models.unit import Unit
from services.broadcast import put_out
from services.broadcast_board import drawn_up


async def send_planned(session: AsyncSession, *, due: Occurrence, now: datetime) -> list[Owed]:
    """Whom it is for is found now, among those who are still the sender's; `now` is local."""
    row = await _planned(session, due)
    if row is None:
        return []
    scope = await _scope(session, row)
    if scope == NOWHERE:
        return [_not_sent(row, Hindrance.NO_SCOPE)]
    people, _, _ = await broadcast.reach(
        session, Target.read(row.target), scope, by_id=row.sent_by
    )
    if not people:
        return [_not_sent(row, Hindrance.NOBODY)]
    notices = await put_out(session, row, scope, now=now)
    return [*notices, await _reported(session, row, scope, is_due=False)]


async def miss_planned(session: AsyncSession, *, due: Occurrence) -> list[Owed]:
    row = await _planned(session, due)
    why = Hindrance.FAILED if due.tries else Hindrance.TOO_LATE
    return [_not_sent(row, why)] if row else []


async def report_due(session: AsyncSession, *, due: Occurrence) -> list[Owed]:
    """At its deadline the sender hears who has read it."""
    row = await broadcast.held(session, due.subject_id)
    if row is None or row[0].state not in OUT:
        return []
    scope = await scope_of(session, row[0].sent_by)
    return [await _reported(session, row[0], scope, is_due=True)] if scope != NOWHERE else []


async def _planned(session: AsyncSession, due: Occurrence) -> Broadcast | None:
    found = await broadcast.held(session, due.subject_id)
    if found and found[0].state is BroadcastState.PLANNED:
        return found[0]
    due.state = OccurrenceState.SKIPPED
    return None


async def _scope(session: AsyncSession, row: Broadcast) -> Scope:
    """Of what the sender holds today, the part that it is meant for."""
    held, target = await scope_of(session, row.sent_by), Target.read(row.target)
    if target.kind is not TargetKind.UNIT:
        return held
    unit = await session.get(Unit, target.unit_id)
    return held.narrowed(unit.path) if unit else NOWHERE


def _not_sent(row: Broadcast, why: Hindrance) -> BroadcastNotSent:
    row.state = BroadcastState.MISSED
    return BroadcastNotSent(person_id=row.sent_by, text=row.text, begins_at=row.begins_at, why=why)


async def _reported(
    session: AsyncSession, row: Broadcast, scope: Scope, *, is_due: bool
) -> BroadcastReported:
    board = await drawn_up(session, row, scope, is_going_out=not is_due)
    return BroadcastReported(person_id=row.sent_by, board=board, is_due=is_due)
