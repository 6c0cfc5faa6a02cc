"""One person's place in a roll call, held while they answer it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Date, and_, bindparam, or_, update
from sqlalchemy import select as core_select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.roll_call import Attendance
from models.columns import Instant, columns_of, fetch
from models.roll_call import RollAnswer, RollCall


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


_ROLL, _ANSWER = columns_of(RollCall), columns_of(RollAnswer)
_ASKED = (
    core_select(
        *(_ANSWER.c.roll_call_id, _ANSWER.c.person_id),
        *(_ROLL.c.begins_at, _ROLL.c.on_time_until, _ROLL.c.closes_at),
        *(_ANSWER.c.attendance, _ANSWER.c.minutes, _ANSWER.c.answered_at),
    )
    .join_from(_ANSWER, _ROLL, _ROLL.c.id == _ANSWER.c.roll_call_id)
    .where(_ANSWER.c.person_id == bindparam("person"))
    .with_for_update(of=_ANSWER)
)
_IN_ROLL = _ASKED.where(_ANSWER.c.roll_call_id == bindparam("roll_call"))
_SAID = bindparam("said_at", type_=Instant)
_MEANT = _ASKED.where(
    or_(
        _ROLL.c.day == bindparam("day", type_=Date),
        and_(_ROLL.c.opened_at <= _SAID, _ROLL.c.closes_at >= _SAID),
    )
).order_by(_ROLL.c.opened_at.desc(), _ROLL.c.id.desc())
_GIVEN = (
    update(_ANSWER)
    .where(
        _ANSWER.c.roll_call_id == bindparam("roll_call"),
        _ANSWER.c.person_id == bindparam("person"),
    )
    .values({name: bindparam(name) for name in ("attendance", "minutes", "answered_at")})
)


async def answer_of(session: AsyncSession, *, roll_call_id: int, person_id: int) -> Asked | None:
    found = await fetch(session, _IN_ROLL, roll_call=roll_call_id, person=person_id)
    return Asked(*found[0]) if found else None


async def write_answer(session: AsyncSession, given: Asked) -> None:
    """What somebody answered, in the row that was held for them."""
    values = {name: getattr(given, name) for name in ("attendance", "minutes", "answered_at")}
    key = {"roll_call": given.roll_call_id, "person": given.person_id}
    await (await session.connection()).execute(_GIVEN, key | values)


async def rolls_for(
    session: AsyncSession, *, person_id: int, said_at: datetime
) -> Sequence[Asked]:
    """What a word said then may mean: rolls of that local day or open then, newest first."""
    day = said_at.date()
    found = await fetch(session, _MEANT, person=person_id, day=day, said_at=said_at)
    return [Asked(*row) for row in found]
