"""Those of an open roll for whom a supervisor may answer, or has."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Scope
from domain.roll_call import Attendance
from models.person import Person
from models.roll_call import RollAnswer, RollCall
from models.unit import Above, Unit, place, within

SILENT = (Attendance.AWAITED, Attendance.NOT_REGISTERED)


def _listed(roll_call_id: int, scope: Scope, reader: int) -> ColumnElement[bool]:
    """Nobody answers for themselves by proxy."""
    is_open = or_(col(RollAnswer.attendance).in_(SILENT), col(RollAnswer.proxy_by).is_not(None))
    here = and_(col(RollAnswer.roll_call_id) == roll_call_id, within(scope))
    return and_(here, is_open, col(RollAnswer.person_id) != reader)


async def count_listed(
    session: AsyncSession, *, roll_call_id: int, scope: Scope, reader: int
) -> int:
    found = (
        select(func.count())
        .select_from(RollAnswer)
        .join(Unit, col(Unit.id) == col(RollAnswer.unit_id))
        .where(_listed(roll_call_id, scope, reader))
    )
    return (await session.exec(found)).one()


async def listed(
    session: AsyncSession,
    *,
    roll: RollCall,
    scope: Scope,
    reader: int,
    size: int,
    first: int = 0,
    called: Sequence[str] | None = None,
) -> Sequence[tuple[int, str, str, int | None]]:
    """Person, name, place and who answered for them, unit by unit; of all or of these names."""
    wanted = _listed(roll.id, scope, reader)
    if called is not None:
        wanted &= func.lower(Person.name).in_([name.casefold() for name in called])
    found = (
        select(col(Person.id), col(Person.name), place(), RollAnswer.proxy_by)
        .select_from(RollAnswer)
        .join(Person, col(Person.id) == col(RollAnswer.person_id))
        .join(Unit, col(Unit.id) == col(RollAnswer.unit_id))
        .outerjoin(Above, col(Above.id) == col(Unit.parent_id))
        .where(wanted)
        .order_by(col(Unit.path), col(Person.name), col(Person.id))
        .offset(first)
        .limit(size)
    )
    return (await session.exec(found)).all()


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
