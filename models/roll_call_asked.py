"""One person's place in a roll call, held while they answer it."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Date, Select, and_, bindparam, or_, update
from sqlalchemy import select as core_select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.fence import Where
from domain.roll_call import EXPECTED, Attendance
from models.among import among
from models.columns import Instant, columns_of, fetch
from models.person import Person
from models.roll_call import RollAnswer, RollCall, is_morning
from models.roll_place import RollPlace


def called_on(day: date, units: Collection[int]) -> Select[Any, Any]:
    """Person and chat of all of these units whom the morning's roll of a day expects."""
    return (
        core_select(col(Person.id), col(Person.telegram_id))
        .join(RollAnswer, col(RollAnswer.person_id) == col(Person.id))
        .join(RollCall, col(RollCall.id) == col(RollAnswer.roll_call_id))
        .where(
            col(RollCall.day) == day,
            is_morning(),
            col(RollAnswer.attendance).in_(EXPECTED),
            among(Person.unit_id, units),
            col(Person.active).is_(True),
            col(Person.telegram_id).is_not(None),
        )
        .order_by(col(Person.id))
    )


class Asked(NamedTuple):
    """One person's place in one roll call, as it stands when they answer."""

    roll_call_id: int
    person_id: int
    begins_at: datetime
    on_time_until: datetime
    closes_at: datetime
    attendance: Attendance
    minutes: int
    answered_at: datetime | None
    place: Where | None
    reopened: int


_ROLL, _ANSWER = columns_of(RollCall), columns_of(RollAnswer)
_PLACE = columns_of(RollPlace)
_ASKED = (
    core_select(
        *(_ANSWER.c.roll_call_id, _ANSWER.c.person_id),
        *(_ROLL.c.begins_at, _ROLL.c.on_time_until, _ROLL.c.closes_at),
        *(_ANSWER.c.attendance, _ANSWER.c.minutes, _ANSWER.c.answered_at),
        *(_PLACE.c.outcome, _ROLL.c.reopened),
    )
    .join_from(_ANSWER, _ROLL, _ROLL.c.id == _ANSWER.c.roll_call_id)
    .outerjoin(
        _PLACE,
        and_(
            _PLACE.c.roll_call_id == _ANSWER.c.roll_call_id,
            _PLACE.c.person_id == _ANSWER.c.person_id,
        ),
    )
    .with_for_update(of=_ANSWER)
)
_IN_ROLLS = _ASKED.where(
    _ANSWER.c.roll_call_id.in_(bindparam("rolls", expanding=True)),
    _ANSWER.c.person_id.in_(bindparam("people", expanding=True)),
).order_by(_ANSWER.c.roll_call_id, _ANSWER.c.person_id)
"""In one order, so that two who hold several never wait for each other."""
_SAID = bindparam("said_at", type_=Instant)
_MEANT = _ASKED.where(
    _ANSWER.c.person_id == bindparam("person"),
    or_(
        _ROLL.c.day == bindparam("day", type_=Date),
        and_(_ROLL.c.opened_at <= _SAID, _ROLL.c.closes_at >= _SAID),
    ),
).order_by(_ROLL.c.opened_at.desc(), _ROLL.c.id.desc())
_GIVEN = (
    update(_ANSWER)
    .where(
        _ANSWER.c.roll_call_id == bindparam("roll_call"),
        _ANSWER.c.person_id == bindparam("person"),
    )
    .values({name: bindparam(name) for name in ("attendance", "minutes", "answered_at")})
)


async def answers_of(
    session: AsyncSession, *, rolls: Collection[int], people: Collection[int]
) -> dict[tuple[int, int], Asked]:
    """The places of these people in these rolls, by roll and person."""
    found = await fetch(session, _IN_ROLLS, rolls=[*rolls], people=[*people])
    return {(row[0], row[1]): Asked(*row) for row in found}


async def write_answers(session: AsyncSession, given: Sequence[Asked]) -> None:
    """What people answered, in the rows that were held for them."""
    rows = [
        {
            "roll_call": each.roll_call_id,
            "person": each.person_id,
            "attendance": each.attendance,
            "minutes": each.minutes,
            "answered_at": each.answered_at,
        }
        for each in given
    ]
    if rows:
        await (await session.connection()).execute(_GIVEN, rows)


async def rolls_for(
    session: AsyncSession, *, person_id: int, said_at: datetime
) -> Sequence[Asked]:
    """What a word said then may mean: rolls of that local day or open then, newest first."""
    day = said_at.date()
    found = await fetch(session, _MEANT, person=person_id, day=day, said_at=said_at)
    return [Asked(*row) for row in found]
