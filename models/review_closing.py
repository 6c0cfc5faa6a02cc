"""An evening's reviews as a supervisor is told of them: how many, who is missing, what was met."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Scope, Stationed
from domain.review import HANDED_IN, ReviewState
from domain.review_closing import NAMES_SHOWN, PROBLEMS_SHOWN, Problem
from models.among import among
from models.person import Person
from models.review import Review
from models.unit import Above, Unit, community, place, within


@dataclass(frozen=True, kw_only=True)
class Evening:
    """One day's reviews of units that keep the same hours, as far as a scope goes."""

    day: date
    units: Sequence[int]
    scope: Scope

    def holds(self) -> ColumnElement[bool]:
        here = among(Review.unit_id, self.units)
        return and_(col(Review.day) == self.day, here, within(self.scope))


async def states_in(session: AsyncSession, evening: Evening) -> dict[ReviewState, int]:
    found = (
        select(col(Review.state), func.count())
        .join(Unit, col(Unit.id) == col(Review.unit_id))
        .where(evening.holds())
        .group_by(col(Review.state))
    )
    return dict((await session.exec(found)).all())


async def missing_in(session: AsyncSession, evening: Evening) -> list[Stationed]:
    """The first of those who have not handed in."""
    found = (
        select(Person.name, community())
        .join(Review, col(Review.person_id) == col(Person.id))
        .join(Unit, col(Unit.id) == col(Review.unit_id))
        .outerjoin(Above, col(Above.id) == col(Unit.parent_id))
        .where(evening.holds(), Review.state == ReviewState.AWAITED)
        .order_by(Unit.path, Person.name)
        .limit(NAMES_SHOWN)
    )
    return [Stationed(*row) for row in (await session.exec(found)).all()]


async def problems_in(session: AsyncSession, evening: Evening) -> list[Problem]:
    """The first problems met, unit by unit."""
    found = (
        select(Person.name, place(), col(Review.problems))
        .select_from(Review)
        .join(Person, col(Person.id) == col(Review.person_id))
        .join(Unit, col(Unit.id) == col(Review.unit_id))
        .outerjoin(Above, col(Above.id) == col(Unit.parent_id))
        .where(evening.holds(), _met())
        .order_by(Unit.path, Person.name)
        .limit(PROBLEMS_SHOWN)
    )
    rows = (await session.exec(found)).all()
    return [Problem(name=name, unit=unit, text=text) for name, unit, text in rows]


async def count_problems(session: AsyncSession, evening: Evening) -> int:
    found = (
        select(func.count())
        .select_from(Review)
        .join(Unit, col(Unit.id) == col(Review.unit_id))
        .where(evening.holds(), _met())
    )
    return (await session.exec(found)).one()


def _met() -> ColumnElement[bool]:
    return and_(col(Review.state).in_(HANDED_IN), col(Review.problems) != "")
