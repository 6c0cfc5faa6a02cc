"""The roster as supervisors look people up in it, with what is known of today."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Scope
from domain.people import Listed
from domain.roll_call import Attendance
from domain.spelling import sought
from models.leave import away_on
from models.person import Person
from models.roll_call import RollAnswer, RollCall, is_morning
from models.unit import Above, Unit, place, within


def _named(part: str, scope: Scope) -> ColumnElement[bool]:
    return and_(col(Person.active).is_(True), within(scope), _bears(part))


def _bears(part: str) -> ColumnElement[bool]:
    """% and _ are just characters; letters may also spell the name, or begin its syllables."""
    named = col(Person.name).icontains(part, autoescape=True)
    if letters := sought(part):
        named = or_(named, col(Person.spelling).contains(letters, autoescape=True))
    return named


async def people_named(session: AsyncSession, *, part: str, scope: Scope) -> int:
    found = (
        select(func.count())
        .select_from(Person)
        .join(Unit, col(Unit.id) == col(Person.unit_id))
        .where(_named(part, scope))
    )
    return (await session.exec(found)).one()


async def people_today(
    session: AsyncSession, *, part: str, scope: Scope, day: date, first: int, size: int
) -> Sequence[Listed]:
    """A page of the roster with what the morning's roll or a leave says of each."""
    morning = (
        select(RollAnswer.person_id, col(RollAnswer.attendance).label("attendance"))
        .join(RollCall, col(RollCall.id) == col(RollAnswer.roll_call_id))
        .where(is_morning(), RollCall.day == day)
        .subquery()
    )
    found = (
        select(Person, place(), morning.c.attendance, away_on(day))
        .join(Unit, col(Unit.id) == col(Person.unit_id))
        .outerjoin(Above, col(Above.id) == col(Unit.parent_id))
        .outerjoin(morning, morning.c.person_id == col(Person.id))
        .where(_named(part, scope))
        .order_by(Unit.path, Person.name, col(Person.id))
        .offset(first)
        .limit(size)
    )
    rows = (await session.exec(found)).all()
    return [_listed(person, unit, said, away=away) for person, unit, said, away in rows]


def _listed(person: Person, unit: str, said: Attendance | None, *, away: bool) -> Listed:
    return Listed(
        person_id=person.id,
        name=person.name,
        post=person.post,
        unit=unit,
        is_registered=person.telegram_id is not None,
        is_reachable=person.unreachable is None,
        today=said or (Attendance.LEAVE if away else None),
        is_active=person.active,
    )


async def state_today(session: AsyncSession, *, person_id: int, day: date) -> Attendance | None:
    morning = (
        select(col(RollAnswer.attendance))
        .join(RollCall, col(RollCall.id) == col(RollAnswer.roll_call_id))
        .where(is_morning(), RollCall.day == day, RollAnswer.person_id == person_id)
    )
    if said := (await session.exec(morning)).first():
        return said
    away = select(Person.id).where(Person.id == person_id, away_on(day))
    return Attendance.LEAVE if (await session.exec(away)).first() else None


async def anybody_named(
    session: AsyncSession, *, part: str, scope: Scope, size: int
) -> Sequence[Listed]:
    """Of these units by a part of the name, those too who have left."""
    found = (
        select(Person, place())
        .join(Unit, col(Unit.id) == col(Person.unit_id))
        .outerjoin(Above, col(Above.id) == col(Unit.parent_id))
        .where(within(scope), _bears(part))
        .order_by(col(Person.active).desc(), Unit.path, Person.name, col(Person.id))
        .limit(size)
    )
    rows = (await session.exec(found)).all()
    return [_listed(person, unit, None, away=False) for person, unit in rows]


async def persons_meant(session: AsyncSession, whom: str) -> Sequence[Person]:
    """By id, or by the whole name."""
    meant = Person.id == int(whom) if whom.isdecimal() else Person.name == whom
    return (await session.exec(select(Person).where(meant).order_by(col(Person.id)))).all()


async def names_of(session: AsyncSession, ids: Iterable[int]) -> Sequence[tuple[Unit, str]]:
    """Those in service, unit by unit."""
    found = (
        select(Unit, Person.name)
        .join(Person, col(Person.unit_id) == col(Unit.id))
        .where(col(Person.id).in_(list(ids)), col(Person.active).is_(True))
        .order_by(Unit.path, Person.name, col(Person.id))
    )
    return (await session.exec(found)).all()
