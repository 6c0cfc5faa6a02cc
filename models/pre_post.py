"""Which units ask for training before the post, and who has done it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.training import TrainingKind
from models.columns import Instant
from models.person import Person
from models.training import Training, TrainingAnswer
from models.training_certificate import has_completed


class PrePostRule(SQLModel, table=True):
    """What a unit has decided for itself; others follow the nearest unit above that has."""

    __tablename__ = "pre_post_rule"

    unit_id: int = Field(foreign_key="unit.id", primary_key=True)
    is_required: bool
    decided_at: datetime = Field(sa_type=Instant)
    decided_by: int = Field(foreign_key="person.id")


def is_prepared() -> ColumnElement[bool]:
    """True for a Person who has completed a training before the post."""
    done = (
        select(TrainingAnswer.person_id)
        .join(Training, col(Training.id) == col(TrainingAnswer.training_id))
        .where(
            col(TrainingAnswer.person_id) == col(Person.id),
            Training.kind == TrainingKind.PRE_POST,
            has_completed(),
        )
    )
    return done.exists()


async def rules(session: AsyncSession) -> dict[int, PrePostRule]:
    found = (await session.exec(select(PrePostRule))).all()
    return {rule.unit_id: rule for rule in found}


async def trainings_of(
    session: AsyncSession, person_id: int
) -> Sequence[tuple[Training, TrainingAnswer]]:
    """Trainings before the post that this person was invited to, the newest first."""
    found = (
        select(Training, TrainingAnswer)
        .join(TrainingAnswer, col(TrainingAnswer.training_id) == col(Training.id))
        .where(
            TrainingAnswer.person_id == person_id,
            Training.kind == TrainingKind.PRE_POST,
        )
        .order_by(col(Training.starts_at).desc(), col(Training.id).desc())
    )
    return (await session.exec(found)).all()
