"""Certificates, and who has done all that a training asked."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, UniqueConstraint, and_, or_
from sqlalchemy.orm import aliased
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Scope
from domain.training_certificate import Certificate
from models.columns import insert_rows
from models.person import Person
from models.training import Training, TrainingAnswer
from models.training_attendance import seen_by
from models.training_quiz import QuizAttempt, TrainingQuiz
from models.unit import Unit


class TrainingCertificate(SQLModel, table=True):
    """`told` is how many days before its end the person was told last."""

    __tablename__ = "training_certificate"
    __table_args__ = (UniqueConstraint("training_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    training_id: int = Field(foreign_key="training.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    issued_on: date
    expires_on: date | None = None
    issued_by: int = Field(foreign_key="person.id")
    told: int | None = None

    def plain(self, title: str) -> Certificate:
        return Certificate(
            certificate_id=self.id,
            title=title,
            issued_on=self.issued_on,
            expires_on=self.expires_on,
        )


def has_completed() -> ColumnElement[bool]:
    """True for a TrainingAnswer of somebody who came, and has passed the quiz if there is one."""
    quiz = select(TrainingQuiz.training_id).where(
        col(TrainingQuiz.training_id) == col(TrainingAnswer.training_id)
    )
    passed = select(QuizAttempt.id).where(
        col(QuizAttempt.training_id) == col(TrainingAnswer.training_id),
        col(QuizAttempt.person_id) == col(TrainingAnswer.person_id),
        col(QuizAttempt.passed).is_(True),
    )
    came = col(TrainingAnswer.presence).is_not(None)
    return and_(came, or_(~quiz.exists(), passed.exists()))


async def standing(
    session: AsyncSession, training_id: int, *, reader: int, scope: Scope
) -> Sequence[tuple[Person, bool, int | None]]:
    """Each of one's people, whether they are through, and the certificate they have."""
    found = (
        select(Person, has_completed(), TrainingCertificate.id)
        .join(TrainingAnswer, col(TrainingAnswer.person_id) == col(Person.id))
        .join(Unit, col(Unit.id) == col(TrainingAnswer.unit_id))
        .outerjoin(
            TrainingCertificate,
            and_(
                col(TrainingCertificate.person_id) == col(Person.id),
                col(TrainingCertificate.training_id) == training_id,
            ),
        )
        .where(
            TrainingAnswer.training_id == training_id,
            seen_by(reader, scope),
            col(Person.active).is_(True),
        )
        .order_by(Unit.path, Person.name, col(Person.id))
    )
    return (await session.exec(found)).all()


async def issue(
    session: AsyncSession,
    training_id: int,
    people: Iterable[int],
    *,
    issued_by: int,
    issued_on: date,
    expires_on: date | None,
) -> None:
    rows = [
        {
            "training_id": training_id,
            "person_id": person_id,
            "issued_on": issued_on,
            "expires_on": expires_on,
            "issued_by": issued_by,
        }
        for person_id in people
    ]
    await insert_rows(session, TrainingCertificate, rows)


async def issued_for(session: AsyncSession, training_id: int) -> Sequence[TrainingCertificate]:
    found = select(TrainingCertificate).where(TrainingCertificate.training_id == training_id)
    return (await session.exec(found)).all()


async def certificates_of(session: AsyncSession, person_id: int) -> list[Certificate]:
    """The newest first."""
    found = (
        select(TrainingCertificate, Training.title)
        .join(Training, col(Training.id) == col(TrainingCertificate.training_id))
        .where(TrainingCertificate.person_id == person_id)
        .order_by(col(TrainingCertificate.id).desc())
    )
    return [row.plain(title) for row, title in (await session.exec(found)).all()]


async def ending(
    session: AsyncSession, training_id: int, *, first: date, last: date, days: int
) -> Sequence[tuple[TrainingCertificate, Person, str]]:
    """Those that end in these days, of people still here who have no newer one of that title."""
    newer, same = aliased(TrainingCertificate), aliased(Training)
    renewed = (
        select(newer.id)
        .join(same, col(same.id) == col(newer.training_id))
        .where(
            col(newer.person_id) == col(TrainingCertificate.person_id),
            col(same.title) == col(Training.title),
            or_(
                col(newer.expires_on).is_(None),
                col(newer.expires_on) > col(TrainingCertificate.expires_on),
            ),
        )
    )
    found = (
        select(TrainingCertificate, Person, Unit.path)
        .join(Training, col(Training.id) == col(TrainingCertificate.training_id))
        .join(Person, col(Person.id) == col(TrainingCertificate.person_id))
        .join(Unit, col(Unit.id) == col(Person.unit_id))
        .where(
            TrainingCertificate.training_id == training_id,
            col(TrainingCertificate.expires_on).between(first, last),
            or_(col(TrainingCertificate.told).is_(None), col(TrainingCertificate.told) > days),
            col(Person.active).is_(True),
            ~renewed.exists(),
        )
        .order_by(Unit.path, Person.name, col(Person.id))
    )
    return (await session.exec(found)).all()
