"""A roll as it is closed: silence becomes absence, and everyone's place is read."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Scope
from domain.roll_call import Attendance
from models.person import Person
from models.roll_call import RollAnswer
from models.unit import Unit, within


async def mark_absent(session: AsyncSession, roll_call_id: int) -> None:
    """At the closing, silence becomes absence."""
    await session.exec(
        update(RollAnswer)
        .where(
            col(RollAnswer.roll_call_id) == roll_call_id,
            col(RollAnswer.attendance) == Attendance.AWAITED,
        )
        .values(attendance=Attendance.ABSENT)
    )


class Placed(NamedTuple):
    """Somebody's place in one roll; `unreachable` says why no message arrives."""

    name: str
    attendance: Attendance
    unreachable: str | None
    proxy_by: int | None


async def answers_within(
    session: AsyncSession, *, roll_call_id: int, scope: Scope
) -> Sequence[Placed]:
    """Everyone of one roll call in a scope."""
    found = (
        select(
            Person.name,
            col(RollAnswer.attendance),
            Person.unreachable,
            RollAnswer.proxy_by,
        )
        .join(RollAnswer, col(RollAnswer.person_id) == col(Person.id))
        .join(Unit, col(Unit.id) == col(RollAnswer.unit_id))
        .where(RollAnswer.roll_call_id == roll_call_id, within(scope))
        .order_by(Unit.path, Person.name)
    )
    return [Placed(*row) for row in (await session.exec(found)).all()]
