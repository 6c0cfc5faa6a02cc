"""Who is not asked by a roll because of a leave or of rest, and who is asked again."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.roll_call import Attendance
from models.among import among
from models.roll_call import RollAnswer, RollCall
from models.unit import Unit


async def excuse(
    session: AsyncSession, *, person_id: int, begins: datetime, ends: datetime, approved: bool
) -> Sequence[tuple[RollCall, str]]:
    """An approved leave turns silence of that time into leave; says where there is silence."""
    found = (
        select(RollCall, RollAnswer, Unit.path)
        .join(RollAnswer, col(RollAnswer.roll_call_id) == col(RollCall.id))
        .join(Unit, col(Unit.id) == col(RollAnswer.unit_id))
        .where(
            RollAnswer.person_id == person_id,
            RollCall.begins_at >= begins,
            RollCall.begins_at < ends,
            col(RollAnswer.attendance).in_((Attendance.AWAITED, Attendance.ABSENT)),
        )
        .with_for_update(of=RollAnswer)
    )
    rows = (await session.exec(found)).all()
    for _, answer, _ in rows if approved else ():
        answer.attendance = Attendance.LEAVE
    await session.flush()
    return [(roll, path) for roll, _, path in rows]


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
