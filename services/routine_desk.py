"""What recurs in one's units: listed, looked at, and stopped by whoever holds the unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.dispatch import Recipients, Target
from domain.notice import Notice
from domain.office import Member
from domain.refusals import OfficeError, OutOfReach
from domain.routine import PlannedRoutine, RoutineOver, RoutineStopped
from models import routine
from models.person import Person
from models.routine import Routine
from services.dispatch_target import recipients_of
from services.routine import note_routine


@dataclass(frozen=True, kw_only=True)
class Seen:
    """`chosen` is None where nobody is there to whom it could be handed today."""

    routine: PlannedRoutine
    chosen: Recipients | None
    notices: Sequence[Notice] = ()


async def routines_of(session: AsyncSession, *, me: Member, now: datetime) -> list[PlannedRoutine]:
    found = await routine.routines_within(session, me.scope, today=now.date())
    return [row.planned(by) for row, by in found]


async def open_routine_card(
    session: AsyncSession, *, me: Member, routine_id: int, now: datetime
) -> Seen:
    row, setter = await _reach(session, me=me, routine_id=routine_id, now=now)
    try:
        chosen = await recipients_of(
            session, scope=me.scope, target=Target.read(row.target), day=now.date()
        )
    except OfficeError:
        return Seen(routine=row.planned(setter.name), chosen=None)
    return Seen(routine=row.planned(setter.name), chosen=chosen)


async def stop_routine(
    session: AsyncSession, *, me: Member, routine_id: int, now: datetime
) -> Seen:
    """Shares handed out already stay; whoever set it hears who stopped it."""
    row, setter = await _reach(session, me=me, routine_id=routine_id, now=now)
    row.stopped_at, row.stopped_by = now, me.id
    note_routine(session, row, Verb.ROUTINE_STOPPED, me=me, now=now)
    told = RoutineStopped(person_id=setter.id, title=row.title, by=me.name)
    notices = [told] if setter.id != me.id and setter.active else []
    return Seen(routine=row.planned(setter.name), chosen=None, notices=notices)


async def _reach(
    session: AsyncSession, *, me: Member, routine_id: int, now: datetime
) -> tuple[Routine, Person]:
    found = await routine.routine_with_place(session, routine_id)
    if found is None or not me.scope.covers(found[1].path):
        raise OutOfReach
    row, _, setter = found
    if row.stopped_at or (row.last and row.last < now.date()):
        raise RoutineOver
    return row, setter
