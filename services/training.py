"""Scheduling trainings, reminding of them, and who will come."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.notice import Notice
from domain.occurrence import Kind
from domain.training import Participation, TrainingReminded
from models import training
from models.occurrence import Occurrence
from models.training import Training


async def remind_of_training(
    session: AsyncSession, *, due: Occurrence, now: datetime
) -> list[Notice]:
    """The day before and an hour before, all but those who said they cannot come."""
    row = await session.get_one(Training, due.subject_id)
    return [
        TrainingReminded(
            person_id=answer.person_id,
            training=row.planned(answer.participation),
            is_last=due.kind is Kind.TRAINING_HOUR_BEFORE,
        )
        for answer in await training.invited(session, row.id)
        if answer.participation is not Participation.CANNOT
    ]
