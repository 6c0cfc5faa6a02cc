"""What is still in a unit and below it, and whoever holds a part of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, update
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.application import ApplicationState
from domain.occurrence import Kind, OccurrenceState
from domain.office import Scope
from domain.task import OPEN
from domain.unit_end import Within
from models.application import Application
from models.occurrence import Occurrence
from models.person import Holding, Person
from models.roll_call import RollCall
from models.routine import Routine, is_coming
from models.task import Assignment
from models.training import Training
from models.unit import Unit, stands, within

_OF_THE_DAY = (
    Kind.ROLL_CALL,
    Kind.SECOND_ROLL,
    Kind.SHIFT_ROLL,
    Kind.REVIEW,
    Kind.SHIFT_REVIEW,
)


async def locked_below(session: AsyncSession, path: str) -> Sequence[Unit]:
    """The unit and all that stand below it: nobody comes into them meanwhile."""
    found = select(Unit).where(within(Scope(paths=(path,))), stands()).order_by(Unit.path)
    return (await session.exec(found.with_for_update())).all()


async def left_in(session: AsyncSession, path: str, *, now: datetime) -> Mapping[Within, int]:
    """`now` is local. Only what there is any of."""
    today = now.date()
    kinds: dict[Within, tuple[type[SQLModel], Any, tuple[Any, ...]]] = {
        Within.PEOPLE: (Person, Person.unit_id, (col(Person.active).is_(True),)),
        Within.APPLICATIONS: (
            Application,
            Application.unit_id,
            (col(Application.state) == ApplicationState.ASKED,),
        ),
        Within.ROLLS: (RollCall, RollCall.unit_id, (col(RollCall.closes_at) > now,)),
        Within.TASKS: (
            Assignment,
            Assignment.unit_id,
            (col(Assignment.day) >= today, col(Assignment.state).in_(OPEN)),
        ),
        Within.ROUTINES: (Routine, Routine.unit_id, (is_coming(today),)),
        Within.TRAININGS: (Training, Training.unit_id, (col(Training.starts_at) > now,)),
    }
    below = select(Unit.id).where(within(Scope(paths=(path,))))
    counts = {
        what: select(func.count()).select_from(table).where(col(unit_id).in_(below), *still)
        for what, (table, unit_id, still) in kinds.items()
    }
    found = {what: (await session.exec(count)).one() for what, count in counts.items()}
    return {what: count for what, count in found.items() if count}


async def holders_below(session: AsyncSession, path: str) -> Sequence[tuple[Person, Unit]]:
    found = (
        select(Person, Unit)
        .join(Holding, col(Holding.person_id) == col(Person.id))
        .join(Unit, col(Unit.id) == col(Holding.unit_id))
        .where(within(Scope(paths=(path,))))
        .order_by(Unit.path, col(Person.id))
    )
    return (await session.exec(found)).all()


async def pass_over(session: AsyncSession, units: Sequence[Unit], *, now: datetime) -> None:
    """No roll and no review of theirs is called any more."""
    await session.exec(
        update(Occurrence)
        .where(
            col(Occurrence.unit_id).in_([unit.id for unit in units]),
            col(Occurrence.kind).in_(_OF_THE_DAY),
            col(Occurrence.state) == OccurrenceState.DUE,
        )
        .values(state=OccurrenceState.SKIPPED, settled_at=now)
    )
