"""Routine tasks 例行任务: the rules by which tasks are handed out again and again."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, and_, or_
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Scope
from domain.routine import PlannedRoutine, Rhythm
from domain.task import Urgency
from models.columns import Instant, words
from models.person import Person
from models.unit import Unit, within


class Routine(SQLModel, table=True):
    """`rhythm` and `target` as the domain writes them; `unit_id` is where it is filed."""

    id: int = Field(default=None, primary_key=True)
    title: str
    urgency: Urgency = Field(default=Urgency.NORMAL, sa_type=words(Urgency))
    rhythm: dict[str, Any] = Field(sa_type=JSON)
    last: date | None = None
    target: dict[str, Any] = Field(sa_type=JSON)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    set_by: int = Field(foreign_key="person.id")
    set_at: datetime = Field(sa_type=Instant)
    stopped_by: int | None = Field(default=None, foreign_key="person.id")
    stopped_at: datetime | None = Field(default=None, sa_type=Instant)

    def planned(self, by: str) -> PlannedRoutine:
        rhythm = Rhythm.read(self.rhythm)
        return PlannedRoutine(routine_id=self.id, title=self.title, rhythm=rhythm, by=by)


def is_coming(today: date) -> ColumnElement[bool]:
    is_within = or_(col(Routine.last).is_(None), col(Routine.last) >= today)
    return and_(col(Routine.stopped_at).is_(None), is_within)


async def routines_within(
    session: AsyncSession, scope: Scope, *, today: date
) -> Sequence[tuple[Routine, str]]:
    """Those that still come, with the name of who set them, the newest first."""
    found = (
        select(Routine, Person.name)
        .join(Unit, col(Unit.id) == col(Routine.unit_id))
        .join(Person, col(Person.id) == col(Routine.set_by))
        .where(
            within(scope),
            is_coming(today),
        )
        .order_by(col(Routine.id).desc())
    )
    return (await session.exec(found)).all()


async def routine_with_place(
    session: AsyncSession, routine_id: int
) -> tuple[Routine, Unit, Person] | None:
    """Locked until it is decided what becomes of it; with its unit and who set it."""
    found = (
        select(Routine, Unit, Person)
        .join(Unit, col(Unit.id) == col(Routine.unit_id))
        .join(Person, col(Person.id) == col(Routine.set_by))
        .where(Routine.id == routine_id)
        .with_for_update(of=Routine)
    )
    return (await session.exec(found)).first()
