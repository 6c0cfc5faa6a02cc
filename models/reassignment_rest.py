"""The many tasks that a closing leaves alone beyond the first: written down in one statement."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, case, func, literal, null
from sqlalchemy import select as core_select
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.reassignment import Cause, Verdict
from domain.roll_call import Attendance
from models.among import among
from models.columns import Instant, upsert
from models.person import Person
from models.reassignment import Reassignment, left_alone, was_proposed
from models.roll_call import RollAnswer, RollCall
from models.task import Assignment
from models.unit import Unit

_CAUSES = {Attendance.ABSENT: Cause.ABSENT, Attendance.LEAVE: Cause.LEAVE}


class Waiting(NamedTuple):
    """The proposals that wait in one unit, and the first of them."""

    path: str
    tasks: int
    first_id: int


async def propose_rest(
    session: AsyncSession, roll: RollCall, *, now: datetime
) -> Sequence[Waiting]:
    """Without a name: who suits is looked for when somebody looks at it."""
    columns = ["task_id", "assignment_id", "from_id", "to_id", "day", "cause", "verdict"]
    proposed = upsert(session, Reassignment).from_select(
        [*columns, "proposed_at"], _rest(roll, now)
    )
    written = proposed.on_conflict_do_nothing().returning(col(Reassignment.id))
    ids = (await session.exec(written)).scalars().all()
    found = (
        select(Unit.path, func.count(), func.min(Reassignment.id))
        .join(Person, col(Person.unit_id) == col(Unit.id))
        .join(Reassignment, col(Reassignment.from_id) == col(Person.id))
        .where(among(Reassignment.id, ids))
        .group_by(Unit.path)
        .order_by(Unit.path)
    )
    return [Waiting(*row) for row in (await session.exec(found)).all()]


def _rest(roll: RollCall, now: datetime) -> Select[Any]:
    attendance = col(RollAnswer.attendance)
    causes = {there.value: cause.value for there, cause in _CAUSES.items()}
    return (
        core_select(
            col(Assignment.task_id),
            col(Assignment.id),
            col(Assignment.person_id),
            null(),
            col(Assignment.day),
            case(causes, value=attendance),
            literal(Verdict.PROPOSED.value),
            literal(now, Instant),
        )
        .join(RollAnswer, col(RollAnswer.person_id) == col(Assignment.person_id))
        .where(
            col(RollAnswer.roll_call_id) == roll.id,
            attendance.in_(tuple(_CAUSES)),
            col(Assignment.day) == roll.day,
            left_alone(),
            ~was_proposed(),
        )
        .order_by(col(Assignment.id))
    )
