"""What a person has to learn from: the materials of the trainings they were invited to."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from domain.refusals import NotYours
from domain.training import PlannedTraining
from domain.training_material import READ_FOR, Material
from models import training_material
from models.training import Training, TrainingAnswer
from models.training_material import TrainingMaterial


async def my_learning(
    session: AsyncSession, *, me: Member, now: datetime
) -> Sequence[PlannedTraining]:
    return await training_material.learnt_from(session, person_id=me.id, since=now - READ_FOR)


async def my_materials(
    session: AsyncSession, *, me: Member, training_id: int
) -> tuple[PlannedTraining, Sequence[Material]]:
    """One training, and what was sent of it."""
    if await session.get(TrainingAnswer, (training_id, me.id)) is None:
        raise NotYours
    row = await session.get_one(Training, training_id)
    found = await training_material.materials_of(session, training_id)
    return row.planned(), [each for each in found if each.sent_at]


async def my_material(session: AsyncSession, *, me: Member, material_id: int) -> Material:
    row = await session.get(TrainingMaterial, material_id)
    if row is None:
        raise NotYours
    _, mine = await my_materials(session, me=me, training_id=row.training_id)
    found = next((each for each in mine if each.material_id == material_id), None)
    if found is None:
        raise NotYours
    return found
