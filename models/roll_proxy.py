"""Those of an open roll for whom a supervisor may answer, or has."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy import select as core_select
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Scope
from domain.roll_call import Attendance
from models.columns import fetch
from models.person import Person
from models.roll_call import RollAnswer, RollCall
from models.unit import Above, Unit, place, within

SILENT = (Attendance.AWAITED, Attendance.NOT_REGISTERED)
_WHOLE = func.count().over()


class Silent(NamedTuple):
    """`proxy_by` answered for them."""

    person_id: int
    name: str
    unit: str
    proxy_by: int | None


def _listed(roll_call_id: int, scope: Scope, reader: int) -> ColumnElement[bool]:
    """Nobody answers for themselves by proxy."""
    is_open = or_(col(RollAnswer.attendance).in_(SILENT), col(RollAnswer.proxy_by).is_not(None))
    here = and_(col(RollAnswer.roll_call_id) == roll_call_id, within(scope))
    return and_(here, is_open, col(RollAnswer.person_id) != reader)


async def listed(
    session: AsyncSession,
    *,
    roll: RollCall,
    scope: Scope,
    reader: int,
    size: int,
    first: int = 0,
    called: Sequence[str] | None = None,
) -> tuple[Sequence[Silent], int]:
    """Unit by unit, of all or of these names; and how many they are on all pages."""
    wanted = _listed(roll.id, scope, reader)
    if called is not None:
        wanted &= func.lower(Person.name).in_([name.casefold() for name in called])
    found = (
        core_select(col(Person.id), col(Person.name), place(), col(RollAnswer.proxy_by), _WHOLE)
        .select_from(RollAnswer)
        .join(Person, col(Person.id) == col(RollAnswer.person_id))
        .join(Unit, col(Unit.id) == col(RollAnswer.unit_id))
        .outerjoin(Above, col(Above.id) == col(Unit.parent_id))
        .where(wanted)
        .order_by(col(Unit.path), col(Person.name), col(Person.id))
    )
    rows = await fetch(session, found.offset(first).limit(size))
    if first and not rows:
        rest = await fetch(session, found.limit(1))
        return [], rest[0][-1] if rest else 0
    return [Silent(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


async def place_of(
    session: AsyncSession, *, roll_call_id: int, person_id: int
) -> tuple[RollAnswer, Person, str] | None:
    """One person's place in the roll, held, with the path of the unit it counts for."""
    found = (
        select(RollAnswer, Person, Unit.path)
        .join(Person, col(Person.id) == col(RollAnswer.person_id))
        .join(Unit, col(Unit.id) == col(RollAnswer.unit_id))
        .where(RollAnswer.roll_call_id == roll_call_id, RollAnswer.person_id == person_id)
        .with_for_update(of=RollAnswer)
    )
    return (await session.exec(found)).first()
