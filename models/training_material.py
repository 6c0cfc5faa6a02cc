"""Materials of trainings; of a file only the platform's own id is kept."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, func, or_
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.training import PlannedTraining
from domain.training_material import Material, MaterialKind
from models.columns import Instant, words
from models.training import Training, TrainingAnswer
from models.training_quiz import TrainingQuiz


class TrainingMaterial(SQLModel, table=True):
    """A part of a text has a `day`, and is sent on its morning; everything else at once."""

    __tablename__ = "training_material"

    id: int = Field(default=None, primary_key=True)
    training_id: int = Field(foreign_key="training.id", index=True)
    kind: MaterialKind = Field(sa_type=words(MaterialKind))
    name: str = ""
    content: str
    day: date | None = None
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    added_by: int = Field(foreign_key="person.id")
    added_at: datetime = Field(sa_type=Instant)


async def materials_of(session: AsyncSession, training_id: int) -> list[Material]:
    """All of a training, in the order in which they were added."""
    found = (
        select(TrainingMaterial, Training.title)
        .join(Training, col(Training.id) == col(TrainingMaterial.training_id))
        .where(TrainingMaterial.training_id == training_id)
        .order_by(col(TrainingMaterial.id))
    )
    rows = (await session.exec(found)).all()
    parts = [row.id for row, _ in rows if row.kind is MaterialKind.PART]
    return [plain(row, title, parts) for row, title in rows]


def plain(row: TrainingMaterial, title: str, parts: Sequence[int]) -> Material:
    return Material(
        material_id=row.id,
        training_id=row.training_id,
        title=title,
        kind=row.kind,
        content=row.content,
        name=row.name,
        number=parts.index(row.id) + 1 if row.id in parts else 0,
        of=len(parts),
        day=row.day,
        sent_at=row.sent_at,
    )


async def mark_sent(session: AsyncSession, material_id: int, *, now: datetime) -> None:
    (await session.get_one(TrainingMaterial, material_id)).sent_at = now
    await session.flush()


async def last_part_day(session: AsyncSession, training_id: int) -> date | None:
    found = select(func.max(TrainingMaterial.day)).where(
        TrainingMaterial.training_id == training_id
    )
    return (await session.exec(found)).one()


async def forget_unsent(session: AsyncSession, training_id: int) -> None:
    unsent = delete(TrainingMaterial).where(
        col(TrainingMaterial.training_id) == training_id, col(TrainingMaterial.sent_at).is_(None)
    )
    await session.exec(unsent)


async def learnt_from(
    session: AsyncSession, *, person_id: int, since: datetime
) -> Sequence[PlannedTraining]:
    """Those with materials or a quiz to which this person was invited, the newest first."""
    sent = select(TrainingMaterial.training_id).where(col(TrainingMaterial.sent_at).is_not(None))
    asked = select(TrainingQuiz.training_id)
    found = (
        select(Training, TrainingAnswer)
        .join(TrainingAnswer, col(TrainingAnswer.training_id) == col(Training.id))
        .where(
            TrainingAnswer.person_id == person_id,
            Training.starts_at > since,
            or_(col(Training.id).in_(sent), col(Training.id).in_(asked)),
        )
        .order_by(col(Training.starts_at).desc(), col(Training.id).desc())
    )
    rows = (await session.exec(found)).all()
    return [row.planned(answer.participation) for row, answer in rows]
