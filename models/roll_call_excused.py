"""Who is not asked by a roll because of a leave or of rest, and who is asked again."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.roll_call import Attendance
from models.among import among
from models.roll_call import RollAnswer, RollCall


async def excuse(
    session: AsyncSession, *, person_id: int, begins: datetime, ends: datetime
) -> None:
    """An approved leave turns silence of that time into leave."""
    rolls = select(RollCall.id).where(RollCall.begins_at >= begins, RollCall.begins_at < ends)
    await session.exec(
        update(RollAnswer)
        .where(
            col(RollAnswer.person_id) == person_id,
            col(RollAnswer.roll_call_id).in_(rolls),
            col(RollAnswer.attendance).in_((Attendance.AWAITED, Attendance.ABSENT)),
        )
        .values(attendance=Attendance.LEAVE)
    )


async def places_in_open(
    session: AsyncSession, *, person_id: int, attendance: Attendance, now: datetime
) -> Sequence[tuple[RollCall, RollAnswer]]:
    """Rolls that are still asking, in which this person stands so."""
    found = (
        select(RollCall, RollAnswer)
        .join(RollAnswer, col(RollAnswer.roll_call_id) == col(RollCall.id))
        .where(
            RollAnswer.person_id == person_id,
            RollAnswer.attendance == attendance,
            col(RollCall.closed_at).is_(None),
            RollCall.closes_at > now,
        )
    )
    return (await session.exec(found)).all()


async def mark_rest(session: AsyncSession, roll_call_id: int, people: Collection[int]) -> None:
    """Whom a rota gives rest is not asked."""
    await session.exec(
        update(RollAnswer)
        .where(
            col(RollAnswer.roll_call_id) == roll_call_id,
            among(RollAnswer.person_id, people),
            col(RollAnswer.attendance) == Attendance.AWAITED,
        )
        .values(attendance=Attendance.REST)
    )
