"""Who came to a training, as supervisors see it, and the codes that are said in rooms."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, update
from sqlalchemy import select as core_select
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from domain.office import Scope
from domain.training import ComingTraining, Participation
from domain.training_attendance import Participant, Presence
from models.columns import CHUNK, Instant, changed, fetch
from models.person import Person
from models.training import Training, TrainingAnswer
from models.unit import Above, Unit, place, within


class TrainingCode(SQLModel, table=True):
    """Only its hash is kept; a newer one of the same training ends it.

    `guesses` are the wrong ones of those who were not invited.
    """

    __tablename__ = "training_code"

    id: int = Field(default=None, primary_key=True)
    training_id: int = Field(foreign_key="training.id", index=True)
    hash: str
    until: datetime = Field(sa_type=Instant)
    opened_by: int = Field(foreign_key="person.id")
    guesses: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


def seen_by(reader: int, scope: Scope) -> ColumnElement[bool]:
    """A supervisor's people; nobody keeps the list of a training that they attend themselves."""
    return within(scope) & (col(TrainingAnswer.person_id) != reader)


async def seen(
    session: AsyncSession, training_id: int, *, reader: int, scope: Scope
) -> tuple[ComingTraining, int] | None:
    """A training with the answers of one's people, and how many of them came."""
    row = await session.get(Training, training_id)
    present = func.count(col(TrainingAnswer.presence))
    counted = (
        select(col(TrainingAnswer.participation), func.count(), present)
        .join(Unit, col(Unit.id) == col(TrainingAnswer.unit_id))
        .where(TrainingAnswer.training_id == training_id, seen_by(reader, scope))
        .group_by(TrainingAnswer.participation)
    )
    rows = (await session.exec(counted)).all()
    if row is None or not rows:
        return None
    counts: dict[Participation, int] = {answer: people for answer, people, _ in rows}
    coming = ComingTraining(training=row.planned(), counts=counts)
    came = sum(present for said, _, present in rows if said is not Participation.WALKED_IN)
    return coming, came


async def participants(
    session: AsyncSession, training_id: int, *, reader: int, scope: Scope
) -> Sequence[Participant]:
    """Of one's units and still in the office, in the order of units and names."""
    shown: dict[str, Any] = {
        "person_id": Person.id,
        "name": Person.name,
        "unit": place(),
        "participation": TrainingAnswer.participation,
        "presence": TrainingAnswer.presence,
    }
    found = (
        core_select(*shown.values())
        .join_from(Person, TrainingAnswer, col(TrainingAnswer.person_id) == col(Person.id))
        .join(Unit, col(Unit.id) == col(TrainingAnswer.unit_id))
        .outerjoin(Above, col(Above.id) == col(Unit.parent_id))
        .where(
            col(TrainingAnswer.training_id) == training_id,
            seen_by(reader, scope),
            col(Person.active).is_(True),
        )
        .order_by(col(Unit.path), col(Person.name), col(Person.id))
    )
    return [
        Participant(**dict(zip(shown, row, strict=True))) for row in await fetch(session, found)
    ]


async def invited_among(
    session: AsyncSession, training_id: int, people: Collection[int]
) -> set[int]:
    """Who of these is on the list, of whatever unit they were then."""
    found = select(TrainingAnswer.person_id).where(
        TrainingAnswer.training_id == training_id, col(TrainingAnswer.person_id).in_(people)
    )
    return set((await session.exec(found)).all())


async def mark(
    session: AsyncSession, training_id: int, people: Collection[int], presence: Presence | None
) -> int:
    """Put people on the list or take them off; what is so already stays as it was.

    Who was not invited is on it only for having come.
    """
    is_new = col(TrainingAnswer.presence)
    ids, marked = sorted(people), 0
    for at in range(0, len(ids), CHUNK):
        marking = update(TrainingAnswer).where(
            col(TrainingAnswer.training_id) == training_id,
            col(TrainingAnswer.person_id).in_(ids[at : at + CHUNK]),
            is_new.is_(None) if presence else is_new.is_not(None),
        )
        marked += await changed(session, marking.values(presence=presence))
    if presence is None:
        await session.exec(
            delete(TrainingAnswer).where(
                col(TrainingAnswer.training_id) == training_id,
                col(TrainingAnswer.participation) == Participation.WALKED_IN,
                col(TrainingAnswer.presence).is_(None),
            )
        )
    return marked


def _within_reach(reader: int, scope: Scope) -> SelectOfScalar[int]:
    return (
        select(TrainingAnswer.training_id)
        .join(Unit, col(Unit.id) == col(TrainingAnswer.unit_id))
        .where(seen_by(reader, scope))
    )


async def count_since(session: AsyncSession, *, since: datetime, reader: int, scope: Scope) -> int:
    found = select(func.count()).select_from(Training)
    mine = col(Training.id).in_(_within_reach(reader, scope))
    return (await session.exec(found.where(Training.starts_at >= since, mine))).one()


async def trainings_since(
    session: AsyncSession,
    *,
    since: datetime,
    reader: int,
    scope: Scope,
    first: int = 0,
    size: int = 20,
) -> Sequence[Training]:
    """Those to which somebody of the scope was invited, the soonest first."""
    found = (
        select(Training)
        .where(Training.starts_at >= since, col(Training.id).in_(_within_reach(reader, scope)))
        .order_by(col(Training.starts_at), col(Training.id))
        .offset(first)
        .limit(size)
    )
    return (await session.exec(found)).all()


async def end_codes(session: AsyncSession, training_id: int, *, now: datetime) -> None:
    running = update(TrainingCode).where(
        col(TrainingCode.training_id) == training_id, col(TrainingCode.until) > now
    )
    await session.exec(running.values(until=now))


async def codes_for(
    session: AsyncSession, *, person_id: int, at: datetime
) -> Sequence[tuple[TrainingCode, TrainingAnswer, str]]:
    """The codes that may mean something to this person then, each with its training's title."""
    found = (
        select(TrainingCode, TrainingAnswer, Training.title)
        .join(TrainingAnswer, col(TrainingAnswer.training_id) == col(TrainingCode.training_id))
        .join(Training, col(Training.id) == col(TrainingCode.training_id))
        .where(TrainingAnswer.person_id == person_id, TrainingCode.until > at)
        .order_by(col(TrainingCode.id).desc())
        .with_for_update(of=TrainingAnswer)
    )
    return (await session.exec(found)).all()


async def codes_of_others(
    session: AsyncSession, *, person_id: int, at: datetime
) -> Sequence[tuple[TrainingCode, str]]:
    """The codes of trainings to which this person was not invited, locked."""
    mine = select(TrainingAnswer.training_id).where(TrainingAnswer.person_id == person_id)
    found = (
        select(TrainingCode, Training.title)
        .join(Training, col(Training.id) == col(TrainingCode.training_id))
        .where(TrainingCode.until > at, col(TrainingCode.training_id).not_in(mine))
        .order_by(col(TrainingCode.id).desc())
        .with_for_update(of=TrainingCode)
    )
    return (await session.exec(found)).all()


async def waits_for_code(session: AsyncSession, *, person_id: int, now: datetime) -> bool:
    """Whether a code that is open now is still to be said by this person."""
    found = (
        select(TrainingCode.id)
        .join(TrainingAnswer, col(TrainingAnswer.training_id) == col(TrainingCode.training_id))
        .where(
            TrainingAnswer.person_id == person_id,
            TrainingCode.until > now,
            col(TrainingAnswer.presence).is_(None),
        )
    )
    return (await session.exec(found)).first() is not None
