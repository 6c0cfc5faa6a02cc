"""A roll as it is closed: silence becomes absence, and everyone's place is read."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, or_, select, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Scope, Stationed
from domain.roll_call import Attendance
from models.among import among
from models.columns import changed, fetch
from models.leave import asks_for
from models.person import Person
from models.roll_call import RollAnswer
from models.unit import Above, Unit, community, within


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


async def unanswered_within(
    session: AsyncSession, *, roll_call_id: int, scope: Scope
) -> list[int]:
    """Whom silence made absent, or will."""
    found = (
        select(col(RollAnswer.person_id))
        .join(Unit, col(Unit.id) == col(RollAnswer.unit_id))
        .where(
            col(RollAnswer.roll_call_id) == roll_call_id,
            col(RollAnswer.attendance).in_((Attendance.AWAITED, Attendance.ABSENT)),
            within(scope),
        )
        .order_by(col(RollAnswer.person_id))
    )
    return [row[0] for row in await fetch(session, found)]


async def expect_again(
    session: AsyncSession, *, roll_call_id: int, people: Collection[int]
) -> int:
    """How many of them were absent, and are awaited again."""
    absent = update(RollAnswer).where(
        col(RollAnswer.roll_call_id) == roll_call_id,
        among(RollAnswer.person_id, people),
        col(RollAnswer.attendance) == Attendance.ABSENT,
    )
    return await changed(session, absent.values(attendance=Attendance.AWAITED))


class Placed(NamedTuple):
    """Somebody's place in one roll; `unreachable` says why no message arrives, `asks_leave` that
    nobody has decided a leave over its day."""

    name: str
    attendance: Attendance
    unreachable: str | None
    proxy_by: int | None
    community: str
    asks_leave: bool

    @property
    def stationed(self) -> Stationed:
        return Stationed(self.name, self.community)


async def counts_within(
    session: AsyncSession, *, roll_call_id: int, scope: Scope
) -> Mapping[Attendance, int]:
    """Everyone of one roll call in a scope."""
    found = (
        select(col(RollAnswer.attendance), func.count())
        .join(Unit, col(Unit.id) == col(RollAnswer.unit_id))
        .where(col(RollAnswer.roll_call_id) == roll_call_id, within(scope))
        .group_by(col(RollAnswer.attendance))
    )
    return {attendance: count for attendance, count in await fetch(session, found)}


async def answers_within(
    session: AsyncSession, *, roll_call_id: int, day: date, scope: Scope
) -> Sequence[Placed]:
    """Of one roll call in a scope whoever is named: of the present those marked by another."""
    unnamed = (Attendance.PRESENT, Attendance.REST)
    found = (
        select(
            col(Person.name),
            col(RollAnswer.attendance),
            col(Person.unreachable),
            col(RollAnswer.proxy_by),
            community(),
            asks_for(day),
        )
        .join(RollAnswer, col(RollAnswer.person_id) == col(Person.id))
        .join(Unit, col(Unit.id) == col(RollAnswer.unit_id))
        .outerjoin(Above, col(Above.id) == col(Unit.parent_id))
        .where(
            col(RollAnswer.roll_call_id) == roll_call_id,
            or_(col(RollAnswer.attendance).not_in(unnamed), col(RollAnswer.proxy_by).is_not(None)),
            within(scope),
        )
        .order_by(col(Unit.path), col(Person.name))
    )
    return [Placed(*row) for row in await fetch(session, found)]
