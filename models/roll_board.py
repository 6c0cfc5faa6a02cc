"""Boards of open rolls: who has one, and what it showed last."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, update
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Scope, Stationed
from domain.roll_call import Attendance
from models.columns import Instant
from models.person import Person
from models.roll_call import RollAnswer, RollCall
from models.unit import Above, Unit, community, within


class RollBoard(SQLModel, table=True):
    """`shown` are the six counts of the tally, as they were drawn at `drawn_at`."""

    __tablename__ = "roll_board"

    roll_call_id: int = Field(foreign_key="roll_call.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    shown: str
    drawn_at: datetime = Field(sa_type=Instant)
    is_over: bool = Field(default=False, index=True)


async def rolls_to_watch(session: AsyncSession) -> Sequence[RollCall]:
    """Open rolls, and those closed since their boards were drawn."""
    watched = select(RollBoard.roll_call_id).where(col(RollBoard.is_over).is_(False))
    found = select(RollCall).where(
        or_(col(RollCall.closed_at).is_(None), col(RollCall.id).in_(watched))
    )
    return (await session.exec(found.order_by(col(RollCall.id)))).all()


async def go_on(session: AsyncSession, roll_call_id: int) -> None:
    """A roll that was closed is open again, and its boards are drawn on."""
    boards = update(RollBoard).where(col(RollBoard.roll_call_id) == roll_call_id)
    await session.exec(boards.values(is_over=False))


async def forget(session: AsyncSession, person_id: int) -> Sequence[int]:
    """The rolls of which somebody has a board that is still drawn; they have none any more."""
    found = select(RollBoard).where(
        RollBoard.person_id == person_id, col(RollBoard.is_over).is_(False)
    )
    boards = (await session.exec(found)).all()
    for board in boards:
        await session.delete(board)
    await session.flush()
    return [board.roll_call_id for board in boards]


async def boards_of(session: AsyncSession, roll_call_id: int) -> dict[int, RollBoard]:
    """By whom they are for."""
    found = select(RollBoard).where(RollBoard.roll_call_id == roll_call_id)
    return {board.person_id: board for board in (await session.exec(found)).all()}


async def counts_by_unit(
    session: AsyncSession, roll_call_id: int
) -> Sequence[tuple[str, Attendance, int]]:
    """Unit path, attendance, how many, of one roll."""
    found = (
        select(Unit.path, col(RollAnswer.attendance), func.count())
        .join(Unit, col(Unit.id) == col(RollAnswer.unit_id))
        .where(RollAnswer.roll_call_id == roll_call_id)
        .group_by(Unit.path, RollAnswer.attendance)
    )
    return (await session.exec(found)).all()


async def paths_in(session: AsyncSession, roll_call_id: int) -> Sequence[str]:
    """The units whose people are on this roll."""
    found = select(Unit.path).join(RollAnswer, col(RollAnswer.unit_id) == col(Unit.id))
    found = found.where(RollAnswer.roll_call_id == roll_call_id).distinct()
    return (await session.exec(found)).all()


async def silent_within(
    session: AsyncSession, *, roll_call_id: int, scope: Scope, first: int, size: int
) -> Sequence[tuple[int, Stationed]]:
    """Person and station of some who have not answered, unit by unit."""
    waiting = (Attendance.AWAITED, Attendance.NOT_REGISTERED)
    found = (
        select(Person.id, Person.name, community())
        .join(RollAnswer, col(RollAnswer.person_id) == col(Person.id))
        .join(Unit, col(Unit.id) == col(RollAnswer.unit_id))
        .outerjoin(Above, col(Above.id) == col(Unit.parent_id))
        .where(
            RollAnswer.roll_call_id == roll_call_id,
            col(RollAnswer.attendance).in_(waiting),
            within(scope),
        )
        .order_by(Unit.path, Person.name, col(Person.id))
        .offset(first)
        .limit(size)
    )
    rows = (await session.exec(found)).all()
    return [(person_id, Stationed(name, there)) for person_id, name, there in rows]
