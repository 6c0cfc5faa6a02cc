"""Shifts of units, the rotas that repeat them, and swaps between two people."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time

from sqlalchemy import JSON, or_
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.rota import Rota, Shift
from domain.shift_swap import OPEN, SwapState
from models.columns import Instant, words
from models.person import Person, is_auxiliary
from models.unit import Unit, stood_on


class UnitShift(SQLModel, table=True):
    __tablename__ = "shift"

    id: int = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    name: str
    begins: time
    ends: time

    def plain(self) -> Shift:
        return Shift(shift_id=self.id, name=self.name, begins=self.begins, ends=self.ends)


class UnitRota(SQLModel, table=True):
    """One decision, which a later one replaces from its day on; no pattern ends the rota."""

    __tablename__ = "rota"

    id: int = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    since: date
    anchor: date
    pattern: list[int] = Field(default_factory=list, sa_type=JSON)
    places: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    changed_at: datetime = Field(sa_type=Instant)
    changed_by: int | None = Field(default=None, foreign_key="person.id")

    def plain(self) -> Rota:
        places = {int(person_id): place for person_id, place in self.places.items()}
        return Rota(pattern=tuple(self.pattern), anchor=self.anchor, places=places)


class ShiftSwap(SQLModel, table=True):
    """The shifts are those the two had when it was asked; 0 is rest."""

    __tablename__ = "shift_swap"

    id: int = Field(default=None, primary_key=True)
    day: date = Field(index=True)
    first_id: int = Field(foreign_key="person.id")
    first_shift: int
    second_id: int = Field(foreign_key="person.id")
    second_shift: int
    state: SwapState = Field(default=SwapState.ASKED, sa_type=words(SwapState))
    asked_at: datetime = Field(sa_type=Instant)
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    decided_by: int | None = Field(default=None, foreign_key="person.id")


async def rotas_since(session: AsyncSession, day: date) -> Sequence[tuple[UnitRota, Unit]]:
    """Every decision that holds, or held, on this day; the later ones last."""
    found = (
        select(UnitRota, Unit)
        .join(Unit, col(Unit.id) == col(UnitRota.unit_id))
        .where(UnitRota.since <= day, stood_on(day))
        .order_by(col(UnitRota.since), col(UnitRota.id))
    )
    return (await session.exec(found)).all()


async def shifts_in(session: AsyncSession, shift_ids: Collection[int]) -> dict[int, Shift]:
    found = select(UnitShift).where(col(UnitShift.id).in_(sorted(shift_ids)))
    return {row.id: row.plain() for row in (await session.exec(found)).all()}


async def people_below(session: AsyncSession, path: str) -> Sequence[tuple[int, str, str]]:
    """Person, name and path of everybody in a subtree who belongs to the roster."""
    found = (
        select(Person.id, Person.name, Unit.path)
        .join(Unit, col(Unit.id) == col(Person.unit_id))
        .where(is_auxiliary(), col(Unit.path).startswith(path))
        .order_by(Person.name, col(Person.id))
    )
    return (await session.exec(found)).all()


async def swaps_on(session: AsyncSession, day: date) -> Sequence[ShiftSwap]:
    found = select(ShiftSwap).where(ShiftSwap.day == day, ShiftSwap.state == SwapState.APPROVED)
    return (await session.exec(found.order_by(col(ShiftSwap.id)))).all()


async def swaps_between(
    session: AsyncSession, person_id: int, *, first: date, last: date
) -> Sequence[ShiftSwap]:
    """Approved ones of one person, whoever of the two asked."""
    found = select(ShiftSwap).where(
        or_(col(ShiftSwap.first_id) == person_id, col(ShiftSwap.second_id) == person_id),
        ShiftSwap.state == SwapState.APPROVED,
        ShiftSwap.day >= first,
        ShiftSwap.day <= last,
    )
    return (await session.exec(found.order_by(col(ShiftSwap.day)))).all()


async def swap_held(session: AsyncSession, swap_id: int) -> ShiftSwap | None:
    found = select(ShiftSwap).where(ShiftSwap.id == swap_id)
    return (await session.exec(found.with_for_update())).first()


async def wishes_of(session: AsyncSession, *, person_id: int, after: date) -> Sequence[ShiftSwap]:
    """Swaps this person asked for on later days that nobody has settled."""
    found = (
        select(ShiftSwap)
        .where(
            ShiftSwap.first_id == person_id,
            ShiftSwap.day > after,
            col(ShiftSwap.state).in_(OPEN),
        )
        .order_by(col(ShiftSwap.day))
    )
    return (await session.exec(found)).all()


async def open_swaps(
    session: AsyncSession, *, day: date, people: Collection[int]
) -> Sequence[ShiftSwap]:
    """What is asked, or agreed on, for that day by one of these people."""
    found = select(ShiftSwap).where(
        ShiftSwap.day == day,
        col(ShiftSwap.state).in_((*OPEN, SwapState.APPROVED)),
        or_(col(ShiftSwap.first_id).in_(people), col(ShiftSwap.second_id).in_(people)),
    )
    return (await session.exec(found)).all()
