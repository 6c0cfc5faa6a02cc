"""Leave 请假: who is away from which half of a day to which, and who decided."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import Select

from domain.leave import LIVE, LeaveKind, LeaveState
from domain.office import Scope
from domain.when import Half, Spell
from models.columns import Instant, words
from models.person import Person
from models.unit import Unit, within


class Leave(SQLModel, table=True):
    """The first day may begin at noon, the last one end there."""

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: LeaveKind = Field(sa_type=words(LeaveKind))
    first: date
    last: date
    from_noon: bool = False
    until_noon: bool = False
    reason: str = ""
    state: LeaveState = Field(default=LeaveState.ASKED, sa_type=words(LeaveState))
    asked_at: datetime = Field(sa_type=Instant)
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    decided_by: int | None = Field(default=None, foreign_key="person.id")

    @property
    def spell(self) -> Spell:
        return Spell(self.first, self.last, from_noon=self.from_noon, until_noon=self.until_noon)

    def lasts(self, spell: Spell) -> None:
        self.first, self.last = spell.first, spell.last
        self.from_noon, self.until_noon = spell.from_noon, spell.until_noon


def away_on(day: date, half: Half | None = None) -> ColumnElement[bool]:
    """True for a Person with an approved leave over this half of the day, or over all of it."""
    return (
        select(Leave.id)
        .where(
            col(Leave.person_id) == col(Person.id),
            Leave.state == LeaveState.APPROVED,
            Leave.first <= day,
            Leave.last >= day,
            *_of_half(day, half),
        )
        .exists()
    )


def asks_for(day: date) -> ColumnElement[bool]:
    """True for a Person whose leave on this day nobody has decided."""
    asked = select(Leave.id).where(
        col(Leave.person_id) == col(Person.id),
        Leave.state == LeaveState.ASKED,
        Leave.first <= day,
        Leave.last >= day,
    )
    return asked.exists()


async def away_among(session: AsyncSession, people: Collection[int], *, day: date) -> list[str]:
    """Names of those of these people who are on leave for any part of a day."""
    away = or_(away_on(day, Half.MORNING), away_on(day, Half.AFTERNOON))
    found = select(Person.name).where(col(Person.id).in_(people), away)
    return list((await session.exec(found.order_by(col(Person.id)))).all())


def _of_half(day: date, half: Half | None) -> list[ColumnElement[bool]]:
    begins_late = and_(col(Leave.from_noon), col(Leave.first) == day)
    ends_early = and_(col(Leave.until_noon), col(Leave.last) == day)
    return [
        *([] if half is Half.AFTERNOON else [~begins_late]),
        *([] if half is Half.MORNING else [~ends_early]),
    ]


async def leaves_over(
    session: AsyncSession, *, person_id: int, first: date, last: date
) -> Sequence[Leave]:
    """Leaves asked for or approved that touch these days."""
    found = select(Leave).where(
        Leave.person_id == person_id,
        col(Leave.state).in_(LIVE),
        Leave.first <= last,
        Leave.last >= first,
    )
    return (await session.exec(found.order_by(col(Leave.first), col(Leave.id)))).all()


async def live_leaves(session: AsyncSession, *, person_id: int, today: date) -> Sequence[Leave]:
    """What its person may still end, the nearest first."""
    return await leaves_over(session, person_id=person_id, first=today, last=date.max)


async def leave_asked(
    session: AsyncSession, leave_id: int
) -> tuple[Leave, Person, str | None] | None:
    """A request with its person and the path of their unit, locked until it is decided."""
    found = (
        select(Leave, Person, Unit.path)
        .join(Person, col(Person.id) == col(Leave.person_id))
        .outerjoin(Unit, col(Unit.id) == col(Person.unit_id))
        .where(Leave.id == leave_id)
        .with_for_update(of=Leave)
    )
    return (await session.exec(found)).first()


async def waiting_in(
    session: AsyncSession, scope: Scope, *, but: int
) -> Sequence[tuple[Leave, str]]:
    """Requests of people here that nobody has decided, the oldest first, with the name."""
    found = (
        select(Leave, Person.name)
        .join(Person, col(Person.id) == col(Leave.person_id))
        .join(Unit, col(Unit.id) == col(Person.unit_id))
        .where(
            Leave.state == LeaveState.ASKED,
            within(scope),
            Leave.person_id != but,
            col(Person.active).is_(True),
        )
        .order_by(col(Leave.asked_at), col(Leave.id))
    )
    return (await session.exec(found)).all()


async def away_in(
    session: AsyncSession, scope: Scope, *, day: date
) -> Sequence[tuple[str, Leave]]:
    """Who of these units is away on a day, and how long; never why."""
    return (await session.exec(_away(day).where(within(scope)))).all()


async def away_beside(
    session: AsyncSession, *, unit_id: int, but: int, day: date
) -> Sequence[tuple[str, Leave]]:
    """The colleagues of one unit who are away on a day."""
    found = _away(day).where(Person.unit_id == unit_id, Person.id != but)
    return (await session.exec(found)).all()


def _away(day: date) -> Select[str, Leave]:
    found: Select[str, Leave] = (
        select(Person.name, Leave)
        .join(Leave, col(Leave.person_id) == col(Person.id))
        .join(Unit, col(Unit.id) == col(Person.unit_id))
        .where(
            Leave.state == LeaveState.APPROVED,
            Leave.first <= day,
            Leave.last >= day,
            col(Person.active).is_(True),
        )
        .order_by(Unit.path, Person.name, col(Leave.first))
    )
    return found
