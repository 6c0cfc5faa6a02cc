"""Who was missing at a morning's roll, found in its rows."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, String, and_, case, cast, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.absent import Absentee, Missing
from domain.office import Scope
from domain.reach import why_silent
from domain.roll_call import Attendance
from models.person import Person
from models.roll_call import RollAnswer, RollCall, is_morning
from models.unit import Above, Unit, place, within


def _missing() -> ColumnElement[str]:
    """How somebody is missing: silence of a person whom no message reaches is told apart."""
    silent = col(RollAnswer.attendance).in_((Attendance.ABSENT, Attendance.AWAITED))
    return case(
        (and_(silent, col(Person.unreachable).is_not(None)), Missing.UNREACHABLE.value),
        else_=cast(col(RollAnswer.attendance), String),
    )


def _was_missing(day: date, scope: Scope) -> ColumnElement[bool]:
    there = (Attendance.PRESENT, Attendance.LEAVE, Attendance.REST)
    attendance = col(RollAnswer.attendance).not_in(there)
    return and_(is_morning(), col(RollCall.day) == day, attendance, within(scope))


async def missing_counts(session: AsyncSession, *, day: date, scope: Scope) -> dict[Missing, int]:
    kind = _missing().label("kind")
    found = (
        select(kind, func.count())
        .select_from(RollAnswer)
        .join(RollCall, col(RollCall.id) == col(RollAnswer.roll_call_id))
        .join(Person, col(Person.id) == col(RollAnswer.person_id))
        .join(Unit, col(Unit.id) == col(RollAnswer.unit_id))
        .where(_was_missing(day, scope))
        .group_by(kind)
    )
    return {Missing(kind): count for kind, count in (await session.exec(found)).all()}


async def missing_on(
    session: AsyncSession, *, day: date, scope: Scope, first: int, size: int
) -> Sequence[Absentee]:
    """A page of those who were not there on time, kind by kind and unit by unit."""
    kind = _missing()
    order = case({kind.value: at for at, kind in enumerate(Missing)}, value=kind)
    found = (
        select(Person, place(), kind, RollAnswer.minutes)
        .join(RollAnswer, col(RollAnswer.person_id) == col(Person.id))
        .join(RollCall, col(RollCall.id) == col(RollAnswer.roll_call_id))
        .join(Unit, col(Unit.id) == col(RollAnswer.unit_id))
        .outerjoin(Above, col(Above.id) == col(Unit.parent_id))
        .where(_was_missing(day, scope))
        .order_by(order, Unit.path, Person.name, col(Person.id))
        .offset(first)
        .limit(size)
    )
    return [
        Absentee(
            name=person.name,
            unit=unit,
            missing=Missing(kind),
            minutes=minutes,
            why=why_silent(person.unreachable) if person.unreachable else None,
        )
        for person, unit, kind, minutes in (await session.exec(found)).all()
    ]
