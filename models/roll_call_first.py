"""Who stands before a first roll call, and has not done the training that comes before it."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, update
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.roll_call import Attendance
from models.among import among
from models.columns import changed
from models.person import Person
from models.pre_post import is_prepared
from models.roll_call import RollAnswer, RollCall

_EXPECTED = (Attendance.AWAITED, Attendance.PRESENT, Attendance.LATE, Attendance.ABSENT)


def _is_held_back(units: Collection[int], roll_call_id: int) -> ColumnElement[bool]:
    """True for a Person of these units whom no other roll has expected, and who is unprepared."""
    earlier = aliased(RollAnswer)
    been = select(earlier.person_id).where(
        col(earlier.person_id) == col(Person.id),
        col(earlier.roll_call_id) != roll_call_id,
        col(earlier.attendance).in_(_EXPECTED),
    )
    return and_(among(Person.unit_id, units), ~been.exists(), ~is_prepared())


async def hold_back(session: AsyncSession, roll: RollCall, units: Collection[int]) -> int:
    """Of those a roll has just written down; says how many it does not expect for this reason."""
    found = select(Person.id).where(_is_held_back(units, roll.id))
    held = update(RollAnswer).where(
        col(RollAnswer.roll_call_id) == roll.id,
        col(RollAnswer.attendance).in_((Attendance.AWAITED, Attendance.LEAVE)),
        col(RollAnswer.person_id).in_(found),
    )
    return await changed(session, held.values(attendance=Attendance.PRE_POST))


async def is_held_back(
    session: AsyncSession, *, person_id: int, roll_call_id: int, units: Collection[int]
) -> bool:
    found = select(Person.id).where(Person.id == person_id, _is_held_back(units, roll_call_id))
    return (await session.exec(found)).first() is not None
