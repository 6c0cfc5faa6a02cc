"""Who was missing at a day's rolls, found in their rows."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Label, String, and_, case, cast, func, null, or_, type_coerce
from sqlalchemy import select as core_select
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.absent import Absentee, Further, Missing
from domain.office import Scope
from domain.reach import why_silent
from domain.roll_call import SECOND, Attendance, RollKind
from models.columns import Instant, fetch
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


_THERE = (Attendance.PRESENT, Attendance.LEAVE, Attendance.REST)
_UNASKED = (Attendance.NOT_REGISTERED, Attendance.PRE_POST)
"""Told of the morning's roll, and not once more of each that follows."""
_KINDS = {1: RollKind.SECOND, 2: RollKind.EXTRA}


def _was_missing(day: date, scope: Scope) -> ColumnElement[bool]:
    attendance = col(RollAnswer.attendance)
    asked = or_(is_morning(), attendance.not_in(_UNASKED))
    return and_(col(RollCall.day) == day, attendance.not_in(_THERE), asked, within(scope))


def _which() -> tuple[Label[Any], Label[Any]]:
    """Of the day's rolls: 0 without an hour for the morning's, however many units have one."""
    slot = col(RollCall.slot)
    which = case((is_morning(), 0), (slot == SECOND, 1), else_=2)
    at = case((slot > 0, col(RollCall.begins_at)), else_=null())
    return which.label("which"), type_coerce(at, Instant).label("at")


def _further(which: int, at: datetime | None) -> Further | None:
    return Further(kind=_KINDS[which], at=at) if at else None


async def further_on(session: AsyncSession, *, day: date, scope: Scope) -> Sequence[Further]:
    """The rolls after the morning's that asked somebody of these units."""
    found = (
        select(RollCall.slot, RollCall.begins_at)
        .distinct()
        .join(RollAnswer, col(RollAnswer.roll_call_id) == col(RollCall.id))
        .join(Unit, col(Unit.id) == col(RollAnswer.unit_id))
        .where(RollCall.day == day, RollCall.slot > 0, within(scope))
    )
    rolls = {
        Further(kind=RollKind.SECOND if slot == SECOND else RollKind.EXTRA, at=at)
        for slot, at in (await session.exec(found)).all()
    }
    return sorted(rolls, key=lambda roll: (roll.at, roll.kind))


async def missing_counts(
    session: AsyncSession, *, day: date, scope: Scope
) -> dict[tuple[Further | None, Missing], int]:
    kind = _missing().label("kind")
    which, at = _which()
    found = (
        core_select(which, at, kind, func.count())
        .select_from(RollAnswer)
        .join(RollCall, col(RollCall.id) == col(RollAnswer.roll_call_id))
        .join(Person, col(Person.id) == col(RollAnswer.person_id))
        .join(Unit, col(Unit.id) == col(RollAnswer.unit_id))
        .where(_was_missing(day, scope))
        .group_by(which, at, kind)
    )
    return {
        (_further(which, at), Missing(kind)): count
        for which, at, kind, count in await fetch(session, found)
    }


async def missing_on(
    session: AsyncSession, *, day: date, scope: Scope, first: int, size: int
) -> Sequence[Absentee]:
    """A page of those who were not there on time, roll by roll, kind by kind, unit by unit."""
    kind, (which, at) = _missing(), _which()
    order = case({kind.value: at for at, kind in enumerate(Missing)}, value=kind)
    found = (
        core_select(
            *(col(Person.name), col(Person.unreachable), place()),
            *(kind, col(RollAnswer.minutes), which, at),
        )
        .select_from(Person)
        .join(RollAnswer, col(RollAnswer.person_id) == col(Person.id))
        .join(RollCall, col(RollCall.id) == col(RollAnswer.roll_call_id))
        .join(Unit, col(Unit.id) == col(RollAnswer.unit_id))
        .outerjoin(Above, col(Above.id) == col(Unit.parent_id))
        .where(_was_missing(day, scope))
        .order_by(
            *(case((is_morning(), 0), else_=1), at, which),
            *(order, Unit.path, Person.name, col(Person.id)),
        )
        .offset(first)
        .limit(size)
    )
    return [
        Absentee(
            name=name,
            unit=unit,
            missing=Missing(kind),
            minutes=minutes,
            why=why_silent(unreachable) if unreachable else None,
            roll=_further(which, at),
        )
        for name, unreachable, unit, kind, minutes, which, at in await fetch(session, found)
    ]
