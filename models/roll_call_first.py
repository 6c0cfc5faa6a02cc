"""Who stands before a first roll call, and has not done the training that comes before it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.roll_call import Attendance
from models.among import among
from models.columns import changed
from models.newcomer import has_been_asked, has_joined_after
from models.person import Person
from models.pre_post import is_prepared
from models.roll_call import RollAnswer, RollCall


def _is_held_back(roll_call_id: int, since: datetime) -> ColumnElement[bool]:
    """True for a Person new since then, whom no other roll has expected, and unprepared."""
    return and_(has_joined_after(since), ~has_been_asked(but=roll_call_id), ~is_prepared())


async def hold_back(
    session: AsyncSession, roll: RollCall, *, units: Collection[int], since: datetime
) -> int:
    """Of those a roll has just written down; says how many it does not expect for this reason."""
    found = select(Person.id).where(among(Person.unit_id, units), _is_held_back(roll.id, since))
    held = update(RollAnswer).where(
        col(RollAnswer.roll_call_id) == roll.id,
        col(RollAnswer.attendance).in_((Attendance.AWAITED, Attendance.LEAVE)),
        col(RollAnswer.person_id).in_(found),
    )
    return await changed(session, held.values(attendance=Attendance.PRE_POST))


async def is_held_back(
    session: AsyncSession, *, person_id: int, roll_call_id: int, since: datetime
) -> bool:
    found = select(Person.id).where(Person.id == person_id, _is_held_back(roll_call_id, since))
    return (await session.exec(found)).first() is not None
