"""The board on the office's wall: the roll, the reviews, what waits, and what the day brought."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, case, func, literal
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.occurrence import Kind, OccurrenceState
from domain.review import ReviewState
from domain.roll_call import Attendance
from models.broadcast import Receipt
from models.occurrence import Occurrence
from models.outbox import Outbox, OutboxState
from models.review import Review
from models.roll_call import RollAnswer, RollCall, is_morning
from models.task import Assignment, Task
from models.training import TrainingAnswer
from models.unit import Unit


class Settled(NamedTuple):
    """Something due that was done, missed or failed; `people` are those whom it concerned."""

    id: int
    at: datetime
    kind: Kind
    unit: str
    state: OccurrenceState
    people: int


async def newest_roll(session: AsyncSession, day: date) -> tuple[RollCall, str] | None:
    """Of those that are counted together with the one opened last, that of the highest unit."""
    last = (
        select(RollCall.slot)
        .where(RollCall.day == day)
        .order_by(col(RollCall.opened_at).desc(), col(RollCall.id).desc())
        .limit(1)
        .scalar_subquery()
    )
    found = (
        select(RollCall, Unit.name)
        .join(Unit, col(Unit.id) == col(RollCall.unit_id))
        .where(RollCall.day == day, RollCall.slot == last)
        .order_by(Unit.path)
        .limit(1)
    )
    return (await session.exec(found)).first()


async def counted(session: AsyncSession, *, day: date, slot: int) -> Mapping[Attendance, int]:
    """The answers to all rolls of one slot of the day: units with hours of their own have theirs.

    An extra roll's slot is the second in which it was opened.
    """
    found = (
        select(col(RollAnswer.attendance), func.count())
        .join(RollCall, col(RollCall.id) == col(RollAnswer.roll_call_id))
        .where(RollCall.day == day, RollCall.slot == slot)
        .group_by(col(RollAnswer.attendance))
    )
    return dict((await session.exec(found)).all())


async def reviews(session: AsyncSession, day: date) -> Mapping[ReviewState, int]:
    found = select(col(Review.state), func.count()).where(Review.day == day).group_by(Review.state)
    return dict((await session.exec(found)).all())


async def backlog(session: AsyncSession) -> tuple[int, datetime | None]:
    """How many messages are still to be delivered, and since when the oldest waits."""
    pending = (OutboxState.QUEUED, OutboxState.SENDING)
    found = select(func.count(), func.min(Outbox.created_at)).where(col(Outbox.state).in_(pending))
    return (await session.exec(found)).one()


async def settled_on(session: AsyncSession, day: date) -> Sequence[Settled]:
    """What was due that day and is over, in the order in which it came to pass."""
    told = (OccurrenceState.DONE, OccurrenceState.MISSED, OccurrenceState.FAILED)
    found = (
        select(Occurrence, Unit.name, _concerned())
        .join(Unit, col(Unit.id) == col(Occurrence.unit_id))
        .where(Occurrence.day == day, col(Occurrence.state).in_(told))
        .order_by(col(Occurrence.settled_at), col(Occurrence.id))
    )
    return [
        Settled(row.id, row.settled_at or row.due_at, row.kind, unit, row.state, people)
        for row, unit, people in (await session.exec(found)).all()
    ]


def _concerned() -> ColumnElement[int]:
    due = (Kind.TASK_DUE, Kind.TASK_OVERDUE, Kind.TASK_NEXT_MORNING)
    evenings = (Kind.REVIEW, Kind.SHIFT_REVIEW, Kind.REVIEW_CLOSING)
    trainings = (Kind.TRAINING_DAY_BEFORE, Kind.TRAINING_HOUR_BEFORE, Kind.TRAINING_PART)
    rolls = (Kind.ROLL_REMINDER, Kind.ROLL_CLOSING)
    broadcasts = (Kind.BROADCAST, Kind.BROADCAST_DUE)
    return case(
        (col(Occurrence.kind) == Kind.ROLL_CALL, _on_the_roll()),
        (col(Occurrence.kind).in_(evenings), _under_review()),
        (col(Occurrence.kind).in_(trainings), _invited()),
        (col(Occurrence.kind) == Kind.ROUTINE, _handed_out()),
        (col(Occurrence.kind).in_(due), _sharing()),
        (col(Occurrence.kind).in_(rolls), _on_this_roll()),
        (col(Occurrence.kind).in_(broadcasts), _told()),
        else_=literal(0),
    )


def _on_the_roll() -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(RollAnswer)
        .join(RollCall, col(RollCall.id) == col(RollAnswer.roll_call_id))
        .where(
            is_morning(),
            col(RollCall.unit_id) == col(Occurrence.unit_id),
            col(RollCall.day) == col(Occurrence.day),
        )
        .correlate(Occurrence)
        .scalar_subquery()
    )


def _on_this_roll() -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(RollAnswer)
        .where(col(RollAnswer.roll_call_id) == col(Occurrence.subject_id))
        .correlate(Occurrence)
        .scalar_subquery()
    )


def _under_review() -> ScalarSelect[int]:
    """Of the unit whose evening it is, and of those below it."""
    theirs = aliased(Unit)
    return (
        select(func.count())
        .select_from(Review)
        .join(theirs, col(theirs.id) == col(Review.unit_id))
        .where(col(Review.day) == col(Occurrence.day), col(theirs.path).startswith(col(Unit.path)))
        .correlate(Occurrence, Unit)
        .scalar_subquery()
    )


def _invited() -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(TrainingAnswer)
        .where(col(TrainingAnswer.training_id) == col(Occurrence.subject_id))
        .correlate(Occurrence)
        .scalar_subquery()
    )


def _handed_out() -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(Assignment)
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .where(
            col(Task.routine_id) == col(Occurrence.subject_id),
            col(Assignment.day) == col(Occurrence.day),
        )
        .correlate(Occurrence)
        .scalar_subquery()
    )


def _sharing() -> ScalarSelect[int]:
    return (
        select(func.count(col(Assignment.person_id).distinct()))
        .where(col(Assignment.task_id) == col(Occurrence.subject_id))
        .correlate(Occurrence)
        .scalar_subquery()
    )


def _told() -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(Receipt)
        .where(col(Receipt.broadcast_id) == col(Occurrence.subject_id))
        .correlate(Occurrence)
        .scalar_subquery()
    )
