"""Tasks already handed out, for stories that begin after the dispatch."""

from collections.abc import Sequence
from datetime import date

from domain.task import TaskState, Urgency
from models.task import Assignment, Task
from tests.kit.house import House


async def hands(
    house: House,
    title: str,
    *,
    to: Sequence[str],
    day: date | None = None,
    state: TaskState = TaskState.SENT,
    urgency: Urgency = Urgency.NORMAL,
) -> list[int]:
    """One assignment per named person, today unless another day is given; returns their ids."""
    people = [await house.person(name) for name in to]
    async with house.app.sessions.begin() as session:
        task = Task(title=title, urgency=urgency, dispatched_at=house.now)
        session.add(task)
        await session.flush()
        shares = [
            Assignment(
                task_id=task.id,
                person_id=person.id,
                unit_id=person.unit_id,
                day=day or house.now.date(),
                state=state,
                changed_at=house.now,
            )
            for person in people
        ]
        session.add_all(shares)
        await session.flush()
        return [share.id for share in shares]
