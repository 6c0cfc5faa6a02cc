"""Who stands before a first roll call, and has not done the training that comes before it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, update
from sqlalchemy import select as core_select
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.roll_call import Attendance
from models.among import among
from models.columns import fetch
from models.newcomer import has_been_asked, has_joined_after, joined_at
from models.person import Person
from models.pre_post import is_prepared
from models.roll_call import RollAnswer, RollCall


def _is_held_back(roll_call_id: int, since: datetime) -> ColumnElement[bool]:
    """True for a Person new since then, whom no other roll has expected, and unprepared."""
    return and_(has_joined_after(since), ~has_been_asked(but=roll_call_id), ~is_prepared())


async def hold_back(
    session: AsyncSession, roll: RollCall, *, since: Mapping[int, datetime]
) -> None:
    """Of those a roll has just written down; `since` says from when on each unit asks for it."""
    new = _is_held_back(roll.id, min(since.values()))
    found = core_select(col(Person.id), col(Person.unit_id), joined_at())
    rows = await fetch(session, found.where(among(Person.unit_id, since), new))
    held = update(RollAnswer).where(
        col(RollAnswer.roll_call_id) == roll.id,
        col(RollAnswer.attendance).in_((Attendance.AWAITED, Attendance.LEAVE)),
        among(
            RollAnswer.person_id, [person_id for person_id, unit, at in rows if at > since[unit]]
        ),
    )
    await session.exec(held.values(attendance=Attendance.PRE_POST))


async def is_held_back(
    session: AsyncSession, *, person_id: int, roll_call_id: int, since: datetime
) -> bool:
    found = select(Person.id).where(Person.id == person_id, _is_held_back(roll_call_id, since))
    return (await session.exec(found)).first() is not None
