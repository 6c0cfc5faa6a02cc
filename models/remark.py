"""Remarks 点评: at most one on a review, with the answer that it was given."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import remark as domain
from domain.office import Member
from domain.remark import Mark
from domain.review import HANDED_IN
from models.columns import Instant, words
from models.person import Person
from models.review import Review
from models.unit import Above, Unit, place, within


class Remark(SQLModel, table=True):
    id: int = Field(default=None, primary_key=True)
    review_id: int = Field(foreign_key="review.id", unique=True)
    by_id: int = Field(foreign_key="person.id")
    mark: Mark | None = Field(default=None, sa_type=words(Mark))
    words: str = ""
    given_at: datetime = Field(sa_type=Instant)
    answer: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=Instant)


async def remark_on(session: AsyncSession, review_id: int) -> domain.Remark | None:
    found = (
        select(Remark, Person.name)
        .join(Person, col(Person.id) == col(Remark.by_id))
        .where(Remark.review_id == review_id)
    )
    row = (await session.exec(found)).first()
    return plain(row[0], by=row[1]) if row else None


def plain(row: Remark, *, by: str) -> domain.Remark:
    return domain.Remark(by=by, mark=row.mark, words=row.words, answer=row.answer)


async def with_review(session: AsyncSession, remark_id: int) -> tuple[Remark, Review] | None:
    """Held until it is answered."""
    found = (
        select(Remark, Review)
        .join(Review, col(Review.id) == col(Remark.review_id))
        .where(Remark.id == remark_id)
        .with_for_update(of=Remark)
    )
    return (await session.exec(found)).first()


def _waits(reader: Member) -> ColumnElement[bool]:
    """Handed in within a scope and not remarked on; nobody remarks on their own."""
    remarked = select(Remark.id).where(col(Remark.review_id) == col(Review.id)).exists()
    handed_in = col(Review.state).in_(HANDED_IN)
    return and_(within(reader.scope), handed_in, col(Review.person_id) != reader.id, ~remarked)


async def waiting(
    session: AsyncSession, *, first: date, last: date, reader: Member
) -> dict[date, int]:
    """On which of these days how many reviews wait for a remark."""
    found = (
        select(col(Review.day), func.count())
        .join(Unit, col(Unit.id) == col(Review.unit_id))
        .where(Review.day >= first, Review.day <= last, _waits(reader))
        .group_by(col(Review.day))
        .order_by(col(Review.day))
    )
    return dict((await session.exec(found)).all())


async def next_waiting(
    session: AsyncSession, *, day: date, reader: Member, after: int
) -> int | None:
    """The next review of a day, unit by unit, behind the one called `after`."""
    found = (
        select(Review.id)
        .join(Unit, col(Unit.id) == col(Review.unit_id))
        .where(Review.day == day, _waits(reader))
        .order_by(Unit.path, col(Review.id))
        .limit(1)
    )
    if path := await _path_of(session, after):
        same = and_(col(Unit.path) == path, col(Review.id) > after)
        found = found.where(or_(col(Unit.path) > path, same))
    return (await session.exec(found)).first()


async def _path_of(session: AsyncSession, review_id: int) -> str | None:
    found = select(Unit.path).join(Review, col(Review.unit_id) == col(Unit.id))
    return (await session.exec(found.where(Review.id == review_id))).first()


async def handed_in_by(session: AsyncSession, review: Review) -> tuple[str, str, str]:
    """The name of whoever handed it in, the unit's as people call it, and the unit's path."""
    found = (
        select(col(Person.name), place(), col(Unit.path))
        .select_from(Unit)
        .join(Person, col(Person.id) == review.person_id)
        .outerjoin(Above, col(Above.id) == col(Unit.parent_id))
        .where(col(Unit.id) == review.unit_id)
    )
    return (await session.exec(found)).one()
