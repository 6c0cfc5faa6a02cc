"""Roll calls and the row of every person expected: missing is a fact that a query finds."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Index,
    Select,
    UniqueConstraint,
    case,
    delete,
    func,
    literal,
)
from sqlalchemy import select as core_select
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Scope
from domain.roll_call import SECOND, Attendance, RollKind
from domain.when import Half
from models.among import among
from models.beside import beside_the_loop
from models.columns import Instant, upsert, words
from models.leave import away_on
from models.person import Person, is_auxiliary
from models.unit import Unit, within

_UNANSWERED = (
    Attendance.AWAITED,
    Attendance.ABSENT,
    Attendance.NOT_REGISTERED,
    Attendance.PRE_POST,
)


class RollCall(SQLModel, table=True):
    """`slot` is 0 for the morning's roll, less for a shift's, `SECOND` or more for others.

    `reopened` says how often it was opened again for those whom an outage had kept from it.
    """

    __tablename__ = "roll_call"
    __table_args__ = (UniqueConstraint("unit_id", "day", "slot"),)

    id: int = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    day: date = Field(index=True)
    slot: int = 0
    opened_at: datetime = Field(sa_type=Instant)
    begins_at: datetime = Field(sa_type=Instant)
    on_time_until: datetime = Field(sa_type=Instant)
    closes_at: datetime = Field(sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    opened_by: int | None = Field(default=None, foreign_key="person.id")
    reopened: int = Field(default=0, sa_column_kwargs={"server_default": "0"})

    @property
    def is_extra(self) -> bool:
        return self.slot > 0

    @property
    def kind(self) -> RollKind:
        if self.slot == SECOND:
            return RollKind.SECOND
        return RollKind.EXTRA if self.is_extra else RollKind.MORNING


class RollAnswer(SQLModel, table=True):
    """One expected person; `unit_id` is where they belonged when the roll was called."""

    __tablename__ = "roll_answer"
    __table_args__ = (Index("ix_roll_answer_unit", "unit_id", "roll_call_id"),)

    roll_call_id: int = Field(foreign_key="roll_call.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    unit_id: int = Field(foreign_key="unit.id")
    attendance: Attendance = Field(default=Attendance.AWAITED, sa_type=words(Attendance))
    minutes: int = 0
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    proxy_by: int | None = Field(default=None, foreign_key="person.id")


async def expect(
    session: AsyncSession,
    roll: RollCall,
    units: Sequence[int],
    *,
    half: Half,
    only: Collection[int] | None = None,
) -> None:
    """One row per person of these units, with the reason of those who are not asked.

    Whom another roll of that day already asked, a morning's or a second one, is left out.
    """
    asked = (
        select(RollAnswer.person_id)
        .join(RollCall, col(RollCall.id) == col(RollAnswer.roll_call_id))
        .where(RollCall.day == roll.day, RollCall.id != roll.id)
        .where(_alike(roll.slot))
    )
    attendance = case(
        (col(Person.telegram_id).is_(None), Attendance.NOT_REGISTERED.value),
        (away_on(roll.day, half), Attendance.LEAVE.value),
        else_=Attendance.AWAITED.value,
    )
    chosen = core_select(
        literal(roll.id), col(Person.id), col(Person.unit_id), attendance, literal(0)
    ).where(is_auxiliary(), among(Person.unit_id, units))
    if only is not None:
        chosen = chosen.where(among(Person.id, only))
    chosen = chosen.where(col(Person.id).not_in(asked))
    columns = ["roll_call_id", "person_id", "unit_id", "attendance", "minutes"]
    async with beside_the_loop(session):
        await session.exec(upsert(session, RollAnswer).from_select(columns, chosen))


async def latest_for(
    session: AsyncSession, *, person_id: int, day: date
) -> tuple[RollCall, RollAnswer] | None:
    """The day's newest roll call that has a row of this person, to look at."""
    found = (
        select(RollCall, RollAnswer)
        .join(RollAnswer, col(RollAnswer.roll_call_id) == col(RollCall.id))
        .where(RollAnswer.person_id == person_id, RollCall.day == day)
        .order_by(col(RollCall.opened_at).desc())
    )
    return (await session.exec(found)).first()


async def is_called_in(session: AsyncSession, *, unit_id: int, day: date) -> bool:
    """Whether the morning's roll has asked those who belong to this unit."""
    found = (
        select(RollAnswer.person_id)
        .join(RollCall, col(RollCall.id) == col(RollAnswer.roll_call_id))
        .where(RollAnswer.unit_id == unit_id, RollCall.day == day, is_morning())
    )
    return (await session.exec(found.limit(1))).first() is not None


async def is_held(session: AsyncSession, *, unit_id: int, day: date, slot: int) -> bool:
    found = select(RollCall.id).where(RollCall.unit_id == unit_id, RollCall.day == day)
    return (await session.exec(found.where(_alike(slot)))).first() is not None


async def open_rolls(session: AsyncSession) -> Sequence[RollCall]:
    return (await session.exec(select(RollCall).where(col(RollCall.closed_at).is_(None)))).all()


async def closing_between(
    session: AsyncSession, *, since: datetime, until: datetime, day: date
) -> Sequence[RollCall]:
    """Those of a day whose closing fell into this time."""
    found = select(RollCall).where(
        RollCall.day == day,
        RollCall.closes_at > since,
        RollCall.closes_at <= until,
    )
    return (await session.exec(found.order_by(col(RollCall.id)))).all()


async def people_in(
    session: AsyncSession, *, roll_call_id: int, attendance: Attendance
) -> Sequence[Person]:
    found = (
        select(Person)
        .join(RollAnswer, col(RollAnswer.person_id) == col(Person.id))
        .where(RollAnswer.roll_call_id == roll_call_id, RollAnswer.attendance == attendance)
        .order_by(col(Person.id))
    )
    return (await session.exec(found)).all()


def awaiting(roll_call_id: int) -> Select[Any, Any]:
    """Person and chat of all who can be reached and have not answered."""
    return _reached(roll_call_id, Attendance.AWAITED)


def absent_of(roll_call_id: int) -> Select[Any, Any]:
    """Person and chat of all who can be reached and count as absent."""
    return _reached(roll_call_id, Attendance.ABSENT)


def _reached(roll_call_id: int, attendance: Attendance) -> Select[Any, Any]:
    return (
        core_select(col(Person.id), col(Person.telegram_id))
        .join(RollAnswer, col(RollAnswer.person_id) == col(Person.id))
        .where(
            col(RollAnswer.roll_call_id) == roll_call_id,
            col(RollAnswer.attendance) == attendance,
            col(Person.active).is_(True),
            col(Person.telegram_id).is_not(None),
        )
        .order_by(col(Person.id))
    )


async def count_awaited(session: AsyncSession, roll_call_id: int) -> int:
    found = select(func.count()).select_from(awaiting(roll_call_id).subquery())
    return (await session.exec(found)).one()


async def is_awaited(session: AsyncSession, *, roll_call_id: int, person_id: int) -> bool:
    row = await session.get(RollAnswer, (roll_call_id, person_id))
    return row is not None and row.attendance is Attendance.AWAITED


async def counts(
    session: AsyncSession, *, first: date, last: date, scope: Scope, slot: int = 0
) -> Sequence[tuple[str, Attendance, int]]:
    """Morning rolls of a period, or those of a slot: unit path, attendance, how many."""
    found = (
        select(Unit.path, col(RollAnswer.attendance), func.count())
        .join(RollCall, col(RollCall.id) == col(RollAnswer.roll_call_id))
        .join(Unit, col(Unit.id) == col(RollAnswer.unit_id))
        .where(_alike(slot), RollCall.day >= first, RollCall.day <= last, within(scope))
        .group_by(Unit.path, RollAnswer.attendance)
    )
    return (await session.exec(found)).all()


def _alike(slot: int) -> ColumnElement[bool]:
    """Rolls of which nobody is asked by two."""
    return is_morning() if slot <= 0 else col(RollCall.slot) == slot


def is_morning() -> ColumnElement[bool]:
    return col(RollCall.slot) <= 0


async def release(session: AsyncSession, *, person_id: int, since: date) -> None:
    """Somebody who has left: from that day on nothing was expected of them."""
    days = select(RollCall.id).where(RollCall.day >= since)
    await session.exec(
        delete(RollAnswer).where(
            col(RollAnswer.person_id) == person_id,
            col(RollAnswer.roll_call_id).in_(days),
            col(RollAnswer.attendance).in_(_UNANSWERED),
        )
    )
