"""Quizzes of trainings: the questions, and each person's attempts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint, case, delete, func
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Scope
from domain.training_quiz import Question, Quiz, QuizStanding
from models.columns import Instant
from models.person import Person
from models.training import Training, TrainingAnswer, takes_part
from models.training_attendance import seen_by
from models.unit import Unit


class TrainingQuiz(SQLModel, table=True):
    """There is a row once it was opened."""

    __tablename__ = "training_quiz"

    training_id: int = Field(foreign_key="training.id", primary_key=True)
    pass_mark: int
    opened_at: datetime = Field(sa_type=Instant)
    opened_by: int = Field(foreign_key="person.id")


class TrainingQuestion(SQLModel, table=True):
    __tablename__ = "training_question"

    id: int = Field(default=None, primary_key=True)
    training_id: int = Field(foreign_key="training.id", index=True)
    text: str
    choices: list[str] = Field(sa_type=JSON)
    answer: int

    def plain(self) -> Question:
        return Question(
            question_id=self.id, text=self.text, choices=tuple(self.choices), answer=self.answer
        )


class QuizAttempt(SQLModel, table=True):
    """`given` are the choices, question by question; `passed` is decided with the last one."""

    __tablename__ = "quiz_attempt"
    __table_args__ = (UniqueConstraint("training_id", "person_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    training_id: int = Field(foreign_key="training.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    number: int
    given: list[int] = Field(default_factory=list, sa_type=JSON)
    begun_at: datetime = Field(sa_type=Instant)
    finished_at: datetime | None = Field(default=None, sa_type=Instant)
    passed: bool = False


async def quiz_of(session: AsyncSession, row: Training) -> Quiz:
    questions = select(TrainingQuestion).where(TrainingQuestion.training_id == row.id)
    found = (await session.exec(questions.order_by(col(TrainingQuestion.id)))).all()
    opened = await session.get(TrainingQuiz, row.id)
    return Quiz(
        training_id=row.id,
        title=row.title,
        questions=tuple(each.plain() for each in found),
        pass_mark=opened.pass_mark if opened else 0,
        is_open=opened is not None,
    )


async def forget_question(session: AsyncSession, question_id: int) -> None:
    gone = delete(TrainingQuestion).where(col(TrainingQuestion.id) == question_id)
    await session.exec(gone)


async def asked_of(
    session: AsyncSession, *, person_id: int, since: datetime
) -> Sequence[Training]:
    """Whose quiz was opened since then, for this person among others."""
    found = (
        select(Training)
        .join(TrainingQuiz, col(TrainingQuiz.training_id) == col(Training.id))
        .join(TrainingAnswer, col(TrainingAnswer.training_id) == col(Training.id))
        .where(
            TrainingAnswer.person_id == person_id, takes_part(), TrainingQuiz.opened_at >= since
        )
        .order_by(col(TrainingQuiz.opened_at))
    )
    return (await session.exec(found)).all()


async def newest_attempt(
    session: AsyncSession, *, training_id: int, person_id: int
) -> QuizAttempt | None:
    found = (
        select(QuizAttempt)
        .where(QuizAttempt.training_id == training_id, QuizAttempt.person_id == person_id)
        .order_by(col(QuizAttempt.number).desc())
        .with_for_update()
    )
    return (await session.exec(found)).first()


async def standings(
    session: AsyncSession, training_id: int, *, reader: int, scope: Scope
) -> Sequence[tuple[str, QuizStanding]]:
    """Name and standing of all who were asked, in the order of units and names: no ranking."""
    passed = func.max(case((col(QuizAttempt.passed), 1), else_=0))
    finished = func.count(col(QuizAttempt.finished_at))
    begun = func.count(col(QuizAttempt.id))
    standing: Any = case(
        (passed == 1, QuizStanding.PASSED.value),
        (finished == begun, QuizStanding.FAILED.value),
        else_=QuizStanding.SITTING.value,
    )
    found = (
        select(Person.name, case((begun == 0, QuizStanding.SILENT.value), else_=standing))
        .join(TrainingAnswer, col(TrainingAnswer.person_id) == col(Person.id))
        .join(Unit, col(Unit.id) == col(TrainingAnswer.unit_id))
        .outerjoin(
            QuizAttempt,
            (col(QuizAttempt.person_id) == col(Person.id))
            & (col(QuizAttempt.training_id) == training_id),
        )
        .where(
            TrainingAnswer.training_id == training_id,
            seen_by(reader, scope),
            col(Person.active).is_(True),
        )
        .group_by(
            *(col(Person.id), Person.name, Unit.path),
            *(col(TrainingAnswer.participation), col(TrainingAnswer.presence)),
        )
        .having(takes_part() | (begun > 0))
        .order_by(Unit.path, Person.name, col(Person.id))
    )
    return [(name, QuizStanding(state)) for name, state in (await session.exec(found)).all()]
