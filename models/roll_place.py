"""Who is asked for the place at a roll, and what is kept of the answer: never coordinates."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import literal
from sqlalchemy import select as core_select
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.fence import Where
from domain.office import Scope, Stationed
from domain.roll_call import ANSWERED
from models.among import among
from models.columns import Instant, upsert, words
from models.person import Person
from models.roll_call import RollAnswer, RollCall
from models.unit import Above, Unit, community, within


class RollPlace(SQLModel, table=True):
    """`name` is what was typed."""

    __tablename__ = "roll_place"

    roll_call_id: int = Field(foreign_key="roll_call.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    outcome: Where = Field(default=Where.ASKED, sa_type=words(Where))
    name: str = ""
    given_at: datetime | None = Field(default=None, sa_type=Instant)


async def ask(session: AsyncSession, *, roll_call_id: int, units: Sequence[int]) -> None:
    """Everyone of the roll who belongs to these units."""
    columns = ["roll_call_id", "person_id", "outcome", "name"]
    chosen = core_select(
        col(RollAnswer.roll_call_id),
        col(RollAnswer.person_id),
        literal(Where.ASKED.value),
        literal(""),
    ).where(col(RollAnswer.roll_call_id) == roll_call_id, among(RollAnswer.unit_id, units))
    await session.exec(upsert(session, RollPlace).from_select(columns, chosen))


async def asked_of(
    session: AsyncSession, *, person_id: int, day: date, roll_call_id: int | None = None
) -> tuple[RollPlace, str] | None:
    """The day's newest place that is still asked, held, with the path it is compared for."""
    found = (
        select(RollPlace, col(Unit.path))
        .join(RollCall, col(RollCall.id) == col(RollPlace.roll_call_id))
        .join(RollAnswer, col(RollAnswer.roll_call_id) == col(RollPlace.roll_call_id))
        .join(Unit, col(Unit.id) == col(RollAnswer.unit_id))
        .where(
            RollPlace.person_id == person_id,
            RollAnswer.person_id == person_id,
            RollCall.day == day,
            RollPlace.outcome == Where.ASKED,
            col(RollAnswer.attendance).in_(ANSWERED),
        )
        .order_by(col(RollCall.opened_at).desc())
        .with_for_update(of=RollPlace)
    )
    if roll_call_id is not None:
        found = found.where(RollPlace.roll_call_id == roll_call_id)
    return (await session.exec(found)).first()


async def told_within(
    session: AsyncSession, *, roll_call_id: int, scope: Scope
) -> Sequence[tuple[Stationed, Where]]:
    """Of those who answered themselves: who was outside, and who was asked and did not say."""
    found = (
        select(col(Person.name), community(), col(RollPlace.outcome))
        .select_from(RollPlace)
        .join(Person, col(Person.id) == col(RollPlace.person_id))
        .join(RollAnswer, col(RollAnswer.person_id) == col(RollPlace.person_id))
        .join(Unit, col(Unit.id) == col(RollAnswer.unit_id))
        .outerjoin(Above, col(Above.id) == col(Unit.parent_id))
        .where(
            RollPlace.roll_call_id == roll_call_id,
            RollAnswer.roll_call_id == roll_call_id,
            col(RollAnswer.attendance).in_(ANSWERED),
            col(RollAnswer.proxy_by).is_(None),
            col(RollPlace.outcome).in_((Where.OUTSIDE, Where.ASKED)),
            within(scope),
        )
        .order_by(col(Unit.path), col(Person.name))
    )
    rows = (await session.exec(found)).all()
    return [(Stationed(name, there), where) for name, there, where in rows]
