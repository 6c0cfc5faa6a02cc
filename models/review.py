"""Evening reviews 评议: one row per expected person and day, with the draft of its answers."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, Select, UniqueConstraint, case, delete, func, literal, update
from sqlalchemy import select as core_select
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Scope
from domain.review import ReviewState
from domain.task import OPEN, TaskState
from domain.when import Half, Spell
from models.among import among
from models.beside import beside_the_loop
from models.columns import Instant, upsert, words
from models.leave import away_on
from models.person import Person, is_auxiliary
from models.task import Assignment, Task
from models.unit import Unit, within


class Review(SQLModel, table=True):
    """`draft` holds the answers until 确认, so a review can be left and resumed at any step."""

    __table_args__ = (
        UniqueConstraint("person_id", "day"),
        Index("ix_review_unit", "day", "unit_id", "state"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    unit_id: int = Field(foreign_key="unit.id")
    day: date
    until: datetime = Field(sa_type=Instant)
    state: ReviewState = Field(default=ReviewState.AWAITED, sa_type=words(ReviewState))
    draft: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    problems: str = ""
    tomorrow: str = ""
    handed_in_at: datetime | None = Field(default=None, sa_type=Instant)


async def expect(
    session: AsyncSession,
    *,
    units: Sequence[int],
    day: date,
    until: datetime,
    only: Collection[int] | None = None,
) -> None:
    """One row per registered person of these units; those on leave are not asked.

    A row that somebody began before the hour keeps its answers and ends with all the others.
    """
    state = case(
        (away_on(day, Half.AFTERNOON), ReviewState.LEAVE.value), else_=ReviewState.AWAITED.value
    )
    chosen = core_select(
        col(Person.id),
        col(Person.unit_id),
        literal(day),
        literal(until, Instant),
        state,
        literal({}, JSON),
        literal(""),
        literal(""),
    ).where(is_auxiliary(), among(Person.unit_id, units), col(Person.telegram_id).is_not(None))
    if only is not None:
        chosen = chosen.where(among(Person.id, only))
    columns = ["person_id", "unit_id", "day", "until", "state", "draft", "problems", "tomorrow"]
    written = upsert(session, Review).from_select(columns, chosen)
    ends = {"until": written.excluded.until}
    async with beside_the_loop(session):
        await session.exec(
            written.on_conflict_do_update(index_elements=["person_id", "day"], set_=ends)
        )


def awaiting(day: date, units: Sequence[int], *, until: datetime) -> Select[Any, Any]:
    """Person and chat of all who can be reached and have that review of the day before them."""
    return (
        core_select(col(Person.id), col(Person.telegram_id))
        .join(Review, col(Review.person_id) == col(Person.id))
        .where(
            among(Review.unit_id, units),
            col(Review.day) == day,
            col(Review.until) == until,
            col(Review.state) == ReviewState.AWAITED,
            col(Person.active).is_(True),
            col(Person.telegram_id).is_not(None),
        )
        .order_by(col(Person.id))
    )


async def review_of(session: AsyncSession, *, person_id: int, day: date) -> Review | None:
    found = select(Review).where(Review.person_id == person_id, Review.day == day)
    return (await session.exec(found.with_for_update())).first()


async def state_on(session: AsyncSession, *, person_id: int, day: date) -> ReviewState | None:
    """Only to look at: nobody's row is held for it."""
    found = select(col(Review.state)).where(Review.person_id == person_id, Review.day == day)
    return (await session.exec(found)).first()


async def locked(session: AsyncSession, review_id: int) -> Review | None:
    found = select(Review).where(Review.id == review_id)
    return (await session.exec(found.with_for_update())).first()


async def newest_awaited(session: AsyncSession, *, person_id: int, since: date) -> Review | None:
    """The newest review that this person still owes."""
    found = (
        select(Review)
        .where(
            Review.person_id == person_id,
            Review.day >= since,
            Review.state == ReviewState.AWAITED,
        )
        .order_by(col(Review.day).desc())
        .with_for_update()
    )
    return (await session.exec(found)).first()


async def days_owed(session: AsyncSession, *, person_id: int, now: datetime) -> Sequence[date]:
    """Of the reviews that still ask this person."""
    found = select(col(Review.day)).where(
        Review.person_id == person_id, Review.state == ReviewState.AWAITED, Review.until > now
    )
    return (await session.exec(found.order_by(col(Review.day)))).all()


async def shares_of(
    session: AsyncSession, *, person_id: int, day: date
) -> Sequence[tuple[Assignment, Task]]:
    """What a review goes through, in the order in which the morning showed it."""
    found = (
        select(Assignment, Task)
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .where(Assignment.person_id == person_id, Assignment.day == day)
        .order_by(
            col(Task.urgency).desc(),
            col(Task.due_at).is_(None),
            col(Task.due_at),
            col(Assignment.id),
        )
        .with_for_update(of=Assignment)
    )
    return (await session.exec(found)).all()


async def finish_carried(session: AsyncSession, done: Assignment, *, now: datetime) -> None:
    """A late review says that it was done: what was carried over meanwhile is not asked again."""
    await session.exec(
        update(Assignment)
        .where(
            col(Assignment.task_id) == done.task_id,
            col(Assignment.person_id) == done.person_id,
            col(Assignment.day) > done.day,
            col(Assignment.state).in_(OPEN),
        )
        .values(state=TaskState.DONE, changed_at=now)
    )


async def excuse(session: AsyncSession, *, person_id: int, spell: Spell) -> None:
    """An approved leave: what was awaited of these afternoons is not any more."""
    rows = await _in_state(session, person_id, ReviewState.AWAITED, since=spell.first)
    for row in rows:
        if spell.covers(row.day, Half.AFTERNOON):
            row.state = ReviewState.LEAVE


async def mark_rest(session: AsyncSession, *, day: date, people: Collection[int]) -> None:
    """Whom a rota gives rest is not asked."""
    await session.exec(
        update(Review)
        .where(
            col(Review.day) == day,
            among(Review.person_id, people),
            col(Review.state) == ReviewState.AWAITED,
        )
        .values(state=ReviewState.REST)
    )


async def excused_since(session: AsyncSession, *, person_id: int, day: date) -> Sequence[Review]:
    """Reviews from this day on that a leave has taken away."""
    return await _in_state(session, person_id, ReviewState.LEAVE, since=day)


async def _in_state(
    session: AsyncSession, person_id: int, state: ReviewState, *, since: date
) -> Sequence[Review]:
    found = select(Review).where(
        Review.person_id == person_id, Review.state == state, Review.day >= since
    )
    return (await session.exec(found.with_for_update())).all()


async def counts(
    session: AsyncSession, *, first: date, last: date, scope: Scope
) -> Sequence[tuple[str, ReviewState, int]]:
    found = (
        select(Unit.path, col(Review.state), func.count())
        .join(Unit, col(Unit.id) == col(Review.unit_id))
        .where(Review.day >= first, Review.day <= last, within(scope))
        .group_by(Unit.path, Review.state)
    )
    return (await session.exec(found)).all()


async def release(session: AsyncSession, *, person_id: int, since: date) -> None:
    """Somebody who has left: what was awaited from that day on is not any more."""
    await session.exec(
        delete(Review).where(
            col(Review.person_id) == person_id,
            col(Review.day) >= since,
            col(Review.state) == ReviewState.AWAITED,
        )
    )
