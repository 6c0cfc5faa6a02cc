"""Remarks 点评: at most one on a review, what it said before, and the answer it was given."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, tuple_
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


class RemarkBefore(SQLModel, table=True):
    """What a remark said until it was corrected."""

    __tablename__ = "remark_before"

    id: int = Field(default=None, primary_key=True)
    remark_id: int = Field(foreign_key="remark.id", index=True)
    mark: Mark | None = Field(default=None, sa_type=words(Mark))
    words: str = ""
    given_at: datetime = Field(sa_type=Instant)


async def held(session: AsyncSession, review_id: int) -> Remark | None:
    found = select(Remark).where(Remark.review_id == review_id)
    return (await session.exec(found.with_for_update())).first()


async def remark_on(session: AsyncSession, review_id: int) -> domain.Remark | None:
    found = select(Remark).where(Remark.review_id == review_id)
    row = (await session.exec(found)).first()
    return await plain(session, row) if row else None


async def plain(session: AsyncSession, row: Remark) -> domain.Remark:
    """With whose it is, and what it said before."""
    found = select(RemarkBefore).where(RemarkBefore.remark_id == row.id)
    before = (await session.exec(found.order_by(col(RemarkBefore.id)))).all()
    return domain.Remark(
        by=(await session.get_one(Person, row.by_id)).name,
        mark=row.mark,
        words=row.words,
        answer=row.answer,
        before=tuple((each.mark, each.words) for each in before),
    )


async def correctable(
    session: AsyncSession, *, day: date, by_id: int, most: int
) -> Sequence[tuple[int, str]]:
    """Review and name, the newest first, of those whose remark has not been answered."""
    found = (
        select(Review.id, Person.name)
        .join(Remark, col(Remark.review_id) == col(Review.id))
        .join(Person, col(Person.id) == col(Review.person_id))
        .where(Review.day == day, Remark.by_id == by_id, col(Remark.answered_at).is_(None))
        .order_by(col(Remark.given_at).desc(), col(Remark.id).desc())
        .limit(most)
    )
    return (await session.exec(found)).all()


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
    """Those that say something first, unit by unit, behind the one called `after`."""
    place_in_line = (_is_silent(), col(Unit.path), col(Review.id))
    found = (
        select(Review.id)
        .join(Unit, col(Unit.id) == col(Review.unit_id))
        .where(Review.day == day, _waits(reader))
        .order_by(*place_in_line)
        .limit(1)
    )
    if passed := await _place_of(session, after):
        found = found.where(tuple_(*place_in_line) > tuple_(*passed))
    return (await session.exec(found)).first()


def _is_silent() -> ColumnElement[int]:
    return case((or_(col(Review.problems) != "", col(Review.tomorrow) != ""), 0), else_=1)


async def _place_of(session: AsyncSession, review_id: int) -> tuple[int, str, int] | None:
    found = select(_is_silent(), col(Unit.path), col(Review.id)).join(
        Unit, col(Review.unit_id) == col(Unit.id)
    )
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
