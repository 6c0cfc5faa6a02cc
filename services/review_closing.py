"""The end of the evening: each supervisor hears who handed in, who did not, and what was met."""

from collections.abc import Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.notice import Notice
from domain.review_closing import ReviewsClosed
from models.occurrence import Occurrence
from models.review_closing import (
    Evening,
    count_problems,
    missing_in,
    problems_in,
    states_in,
)
from models.unit import Unit, unit_names
from services.supervision import supervisors_over


async def close_reviews(
    session: AsyncSession, *, due: Occurrence, units: Sequence[int]
) -> list[Notice]:
    """Nothing is closed but the changing of what was handed in; what comes later is late."""
    unit = await session.get_one(Unit, due.unit_id)
    notices: list[Notice] = []
    for person_id, scope in (await supervisors_over(session, unit)).items():
        evening = Evening(day=due.day, units=units, scope=scope)
        if counts := await states_in(session, evening):
            notices.append(
                ReviewsClosed(
                    person_id=person_id,
                    keeper_id=due.unit_id,
                    units=await unit_names(session, scope),
                    day=due.day,
                    closed_at=due.due_at,
                    counts=counts,
                    missing=tuple(await missing_in(session, evening)),
                    problems=tuple(await problems_in(session, evening)),
                    problems_met=await count_problems(session, evening),
                )
            )
    return notices
