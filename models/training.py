"""Trainings 培训 and who was invited to them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Scope
from domain.training import Participation, PlannedTraining, TrainingKind
from models.columns import Instant, words
from models.unit import Unit, within


class Training(SQLModel, table=True):
    """`place` is a room or a link."""

    id: int = Field(default=None, primary_key=True)
    title: str
    kind: TrainingKind = Field(sa_type=words(TrainingKind))
    starts_at: datetime = Field(sa_type=Instant, index=True)
    place: str
    unit_id: int = Field(foreign_key="unit.id")
    organised_by: int | None = Field(default=None, foreign_key="person.id")
    announced_at: datetime = Field(sa_type=Instant)

    def planned(self, participation: Participation = Participation.INVITED) -> PlannedTraining:
        return PlannedTraining(
            training_id=self.id,
            title=self.title,
            kind=self.kind,
            starts_at=self.starts_at,
            place=self.place,
            participation=participation,
        )


class TrainingAnswer(SQLModel, table=True):
    __tablename__ = "training_answer"

    training_id: int = Field(foreign_key="training.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    unit_id: int = Field(foreign_key="unit.id")
    participation: Participation = Field(
        default=Participation.INVITED, sa_type=words(Participation)
    )
    reason: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=Instant)


async def between(
    session: AsyncSession, *, person_ids: Sequence[int], first: datetime, last: datetime
) -> dict[int, list[PlannedTraining]]:
    """What these people are invited to from `first` (inclusive) to `last`, soonest first."""
    found = (
        select(Training, TrainingAnswer)
        .join(TrainingAnswer, col(TrainingAnswer.training_id) == col(Training.id))
        .where(
            col(TrainingAnswer.person_id).in_(person_ids),
            Training.starts_at >= first,
            Training.starts_at < last,
        )
        .order_by(col(Training.starts_at))
    )
    plans: dict[int, list[PlannedTraining]] = {}
    for training, answer in (await session.exec(found)).all():
        plans.setdefault(answer.person_id, []).append(training.planned(answer.participation))
    return plans


async def answer_of(
    session: AsyncSession, *, training_id: int, person_id: int
) -> tuple[Training, TrainingAnswer] | None:
    found = (
        select(Training, TrainingAnswer)
        .join(TrainingAnswer, col(TrainingAnswer.training_id) == col(Training.id))
        .where(Training.id == training_id, TrainingAnswer.person_id == person_id)
        .with_for_update()
    )
    return (await session.exec(found)).first()


async def invited(session: AsyncSession, training_id: int) -> Sequence[TrainingAnswer]:
    found = select(TrainingAnswer).where(TrainingAnswer.training_id == training_id)
    return (await session.exec(found)).all()


async def counts(
    session: AsyncSession, *, first: datetime, last: datetime, scope: Scope
) -> Sequence[tuple[str, Participation, int]]:
    """Unit path, answer, how many invitations, for trainings that start in [first, last)."""
    found = (
        select(Unit.path, col(TrainingAnswer.participation), func.count())
        .join(Training, col(Training.id) == col(TrainingAnswer.training_id))
        .join(Unit, col(Unit.id) == col(TrainingAnswer.unit_id))
        .where(Training.starts_at >= first, Training.starts_at < last, within(scope))
        .group_by(Unit.path, TrainingAnswer.participation)
    )
    return (await session.exec(found)).all()
