"""Contests 申诉: what somebody counted as at a roll, why not, and what was decided."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.contest import Contested, ContestState, Mark
from domain.office import Scope, Stationed
from domain.roll_call import Attendance
from models.columns import Instant, words
from models.person import Person
from models.roll_call import RollAnswer, RollCall, is_morning
from models.unit import Above, Unit, community, within


class Contest(SQLModel, table=True):
    """`was` and `minutes` stay, whatever the roll says after the decision."""

    __table_args__ = (UniqueConstraint("roll_call_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    roll_call_id: int = Field(foreign_key="roll_call.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    was: Attendance = Field(sa_type=words(Attendance))
    minutes: int = 0
    reason: str
    state: ContestState = Field(default=ContestState.ASKED, sa_type=words(ContestState))
    asked_at: datetime = Field(sa_type=Instant)
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    decided_by: int | None = Field(default=None, foreign_key="person.id")


async def place_in(
    session: AsyncSession, *, roll_call_id: int, person_id: int
) -> tuple[RollAnswer, RollCall] | None:
    """What somebody counts as at a roll, held while that is contested."""
    found = (
        select(RollAnswer, RollCall)
        .join(RollCall, col(RollCall.id) == col(RollAnswer.roll_call_id))
        .where(RollAnswer.roll_call_id == roll_call_id, RollAnswer.person_id == person_id)
        .with_for_update(of=RollAnswer)
    )
    return (await session.exec(found)).first()


async def contest_of(
    session: AsyncSession, *, roll_call_id: int, person_id: int
) -> Contest | None:
    found = select(Contest).where(
        Contest.roll_call_id == roll_call_id, Contest.person_id == person_id
    )
    return (await session.exec(found)).first()


async def contest_asked(
    session: AsyncSession, contest_id: int
) -> tuple[Contest, Person, str] | None:
    """With its person and the path of the unit it counts for, held until it is decided."""
    found = (
        select(Contest, Person, col(Unit.path))
        .join(Person, col(Person.id) == col(Contest.person_id))
        .join(RollAnswer, col(RollAnswer.person_id) == col(Contest.person_id))
        .join(Unit, col(Unit.id) == col(RollAnswer.unit_id))
        .where(Contest.id == contest_id, RollAnswer.roll_call_id == Contest.roll_call_id)
        .with_for_update(of=Contest)
    )
    return (await session.exec(found)).first()


async def contests_on(session: AsyncSession, *, day: date, scope: Scope) -> list[Contested]:
    """What was contested about a morning's roll, decided or not."""
    found = (
        select(Contest, RollCall, col(Person.name))
        .join(Person, col(Person.id) == col(Contest.person_id))
        .join(RollCall, col(RollCall.id) == col(Contest.roll_call_id))
        .join(RollAnswer, col(RollAnswer.person_id) == col(Contest.person_id))
        .join(Unit, col(Unit.id) == col(RollAnswer.unit_id))
        .where(
            RollAnswer.roll_call_id == Contest.roll_call_id,
            is_morning(),
            RollCall.day == day,
            within(scope),
        )
        .order_by(col(Unit.path), col(Contest.id))
    )
    rows: Sequence[tuple[Contest, RollCall, str]] = (await session.exec(found)).all()
    return [
        Contested(name=name, mark=mark_of(row, roll), reason=row.reason, state=row.state)
        for row, roll, name in rows
    ]


async def approved_within(
    session: AsyncSession, *, roll_call_id: int, scope: Scope
) -> list[Stationed]:
    """Who counts as present at one roll because they contested."""
    found = (
        select(col(Person.name), community())
        .select_from(Contest)
        .join(Person, col(Person.id) == col(Contest.person_id))
        .join(RollAnswer, col(RollAnswer.person_id) == col(Contest.person_id))
        .join(Unit, col(Unit.id) == col(RollAnswer.unit_id))
        .outerjoin(Above, col(Above.id) == col(Unit.parent_id))
        .where(
            Contest.roll_call_id == roll_call_id,
            RollAnswer.roll_call_id == roll_call_id,
            Contest.state == ContestState.APPROVED,
            RollAnswer.attendance == Attendance.PRESENT,
            within(scope),
        )
        .order_by(Unit.path, Person.name)
    )
    return [Stationed(name, there) for name, there in (await session.exec(found)).all()]


def mark_of(row: Contest, roll: RollCall) -> Mark:
    return Mark(
        roll_call_id=roll.id,
        day=roll.day,
        attendance=row.was,
        minutes=row.minutes,
        kind=roll.kind,
    )
