"""Trainings 培训 and who was invited to them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, or_
from sqlalchemy import select as core_select
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Scope
from domain.training import Participation, PlannedTraining, TrainingKind
from domain.training_attendance import Presence
from models.columns import Instant, columns_of, fetch, insert_rows, words
from models.leave import away_on
from models.person import Person, is_auxiliary, is_in
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
    """Who was invited, what they answered, and whether they came; `unit_id` is as it was then."""

    __tablename__ = "training_answer"

    training_id: int = Field(foreign_key="training.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    unit_id: int = Field(foreign_key="unit.id")
    participation: Participation = Field(
        default=Participation.INVITED, sa_type=words(Participation)
    )
    reason: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    presence: Presence | None = Field(default=None, sa_type=words(Presence))
    code_tries: int = 0


_TRAINING, _ANSWER = columns_of(Training), columns_of(TrainingAnswer)
_SHOWN = {
    "training_id": _TRAINING.c.id,
    "title": _TRAINING.c.title,
    "kind": _TRAINING.c.kind,
    "starts_at": _TRAINING.c.starts_at,
    "place": _TRAINING.c.place,
    "participation": _ANSWER.c.participation,
}
_BETWEEN = (
    core_select(_ANSWER.c.person_id, *_SHOWN.values())
    .join_from(_ANSWER, _TRAINING, _TRAINING.c.id == _ANSWER.c.training_id)
    .where(
        _ANSWER.c.person_id.in_(bindparam("people", expanding=True)),
        _TRAINING.c.starts_at >= bindparam("first", type_=Instant),
        _TRAINING.c.starts_at < bindparam("last", type_=Instant),
    )
    .order_by(_TRAINING.c.starts_at)
)


async def between(
    session: AsyncSession, *, person_ids: Sequence[int], first: datetime, last: datetime
) -> dict[int, list[PlannedTraining]]:
    """What these people are invited to from `first` (inclusive) to `last`, soonest first."""
    plans: dict[int, list[PlannedTraining]] = {}
    found = await fetch(session, _BETWEEN, people=person_ids, first=first, last=last)
    for person_id, *planned in found:
        shown = PlannedTraining(**dict(zip(_SHOWN, planned, strict=True)))
        plans.setdefault(person_id, []).append(shown)
    return plans


async def answer_of(
    session: AsyncSession, *, training_id: int, person_id: int
) -> tuple[Training, TrainingAnswer] | None:
    found = (
        select(Training, TrainingAnswer)
        .join(TrainingAnswer, col(TrainingAnswer.training_id) == col(Training.id))
        .where(Training.id == training_id, TrainingAnswer.person_id == person_id)
        .with_for_update(of=TrainingAnswer)
    )
    return (await session.exec(found)).first()


async def unanswered(
    session: AsyncSession, *, person_id: int, after: datetime
) -> Sequence[tuple[Training, str]]:
    """What still asks this person whether they come, and by whom it was announced."""
    found = (
        select(Training, func.coalesce(Person.name, ""))
        .join(TrainingAnswer, col(TrainingAnswer.training_id) == col(Training.id))
        .outerjoin(Person, col(Person.id) == col(Training.organised_by))
        .where(
            TrainingAnswer.person_id == person_id,
            TrainingAnswer.participation == Participation.INVITED,
            Training.starts_at > after,
        )
        .order_by(col(Training.starts_at).desc())
    )
    return (await session.exec(found)).all()


def takes_part() -> ColumnElement[bool]:
    """True for a TrainingAnswer of somebody who has not said no, or came all the same."""
    said_no = col(TrainingAnswer.participation) == Participation.CANNOT
    return or_(~said_no, col(TrainingAnswer.presence).is_not(None))


async def to_remind(
    session: AsyncSession, training_id: int, *, day: date
) -> Sequence[TrainingAnswer]:
    """Who came or may still: not those who said no, are on leave that day, or have left since."""
    found = (
        select(TrainingAnswer)
        .join(Person, col(Person.id) == col(TrainingAnswer.person_id))
        .where(
            TrainingAnswer.training_id == training_id,
            takes_part(),
            col(Person.active).is_(True),
            ~away_on(day),
        )
    )
    return (await session.exec(found)).all()


class Trainee(NamedTuple):
    person_id: int
    unit_id: int
    is_registered: bool
    is_reachable: bool


async def invite(session: AsyncSession, training_id: int, people: Iterable[Trainee]) -> None:
    rows = [
        {
            "training_id": training_id,
            "person_id": person.person_id,
            "unit_id": person.unit_id,
            "participation": Participation.INVITED,
            "reason": "",
            "code_tries": 0,
        }
        for person in people
    ]
    await insert_rows(session, TrainingAnswer, rows)


def walked_in(
    training_id: int, person_id: int, unit_id: int, presence: Presence
) -> TrainingAnswer:
    return TrainingAnswer(
        training_id=training_id,
        person_id=person_id,
        unit_id=unit_id,
        participation=Participation.WALKED_IN,
        presence=presence,
    )


def trainees(scope: Scope) -> Select[Any, Any, Any, Any]:
    """The auxiliaries of these units, each a `Trainee`."""
    is_registered = col(Person.telegram_id).is_not(None)
    told = is_registered & col(Person.unreachable).is_(None)
    return (
        core_select(col(Person.id), col(Person.unit_id), is_registered, told)
        .where(is_auxiliary(), is_in(scope))
        .order_by(col(Person.id))
    )


async def trainable(session: AsyncSession, *, scope: Scope, post: str) -> list[Trainee]:
    """All of them, or those of one post if it is named."""
    found = trainees(scope)
    if post:
        found = found.where(col(Person.post) == post)
    return [Trainee(*row) for row in await fetch(session, found)]


async def posts_in(session: AsyncSession, scope: Scope) -> Sequence[tuple[int, str]]:
    """Every post of these units with one person who has it, the most frequent post first."""
    someone = func.min(Person.id)
    found = (
        select(someone, Person.post)
        .where(is_auxiliary(), is_in(scope), Person.post != "")
        .group_by(Person.post)
        .order_by(func.count().desc(), someone)
    )
    return (await session.exec(found)).all()


async def coming(
    session: AsyncSession, *, after: datetime, reader: int, scope: Scope
) -> Sequence[tuple[Training, Mapping[Participation, int]]]:
    """Trainings still to begin and the answers of the reader's people, the soonest first."""
    found = (
        select(Training, col(TrainingAnswer.participation), func.count())
        .join(TrainingAnswer, col(TrainingAnswer.training_id) == col(Training.id))
        .join(Unit, col(Unit.id) == col(TrainingAnswer.unit_id))
        .where(Training.starts_at > after, within(scope), TrainingAnswer.person_id != reader)
        .group_by(col(Training.id), TrainingAnswer.participation)
        .order_by(col(Training.starts_at), col(Training.id))
    )
    rows: dict[int, tuple[Training, dict[Participation, int]]] = {}
    for training, participation, people in (await session.exec(found)).all():
        rows.setdefault(training.id, (training, {}))[1][participation] = people
    return list(rows.values())


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
