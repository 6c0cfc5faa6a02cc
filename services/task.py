"""Handing out tasks, their results, and carrying over what stays undone."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from models import task
from models.task import Assignment


async def carry_over(
    session: AsyncSession, *, units: Sequence[int], day: date, now: datetime
) -> int:
    """What stays undone from earlier days is on today's list again; the old rows keep their result."""
    undone = await task.undone_before(session, units=units, day=day)
    for old in undone:
        old.is_carried_on = True
        session.add(
            Assignment(
                task_id=old.task_id,
                person_id=old.person_id,
                unit_id=old.unit_id,
                day=day,
                carried=old.carried + 1,
                changed_at=now,
            )
        )
    return len(undone)
