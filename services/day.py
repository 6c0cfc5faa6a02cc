"""One person's day as it is planned: today's tasks and today's trainings."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.task import PlannedTask
from domain.training import PlannedTraining
from domain.when import midnight
from models import task, training


@dataclass(frozen=True, kw_only=True)
class Plan:
    tasks: tuple[PlannedTask, ...] = ()
    trainings: tuple[PlannedTraining, ...] = ()


async def plans_of(
    session: AsyncSession, person_ids: Sequence[int], *, now: datetime
) -> dict[int, Plan]:
    """`now` is local: its date is the day."""
    begins = midnight(now)
    plans: dict[int, Plan] = defaultdict(Plan)
    for at in range(0, len(person_ids), 500):
        some = person_ids[at : at + 500]
        tasks = await task.day_of(session, person_ids=some, day=now.date())
        trainings = await training.between(
            session, person_ids=some, first=begins, last=begins + timedelta(days=1)
        )
        for person_id in tasks.keys() | trainings.keys():
            plans[person_id] = Plan(
                tasks=tuple(tasks.get(person_id, ())),
                trainings=tuple(trainings.get(person_id, ())),
            )
    return plans
