"""Contesting what the roll says, and deciding about it once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.contest import (
    CONTESTABLE,
    WITHIN,
    ContestAsked,
    ContestDecided,
    ContestedAlready,
    ContestSettled,
    ContestState,
    ContestTooLate,
    CountedAbsent,
    Mark,
    NothingToContest,
    OwnContest,
    request_key,
)
from domain.leave import LeaveState
from domain.notice import Notice
from domain.office import Member
from domain.refusals import NotYours, OutOfReach
from domain.roll_call import Attendance
from models import contest
from models.audit import Audit
from models.contest import Contest
from models.leave import leaves_over
from models.person import Person
from models.roll_call import RollAnswer, RollCall
from models.unit import Unit
from services.decided import decided_already
from services.leave import deciders_of
from services.roll_call_closing import draw_lists_again
from services.unit import short_name


@dataclass(frozen=True, kw_only=True)
class Decided:
    """`told` is what the one who contested hears."""

    name: str
    told: ContestDecided
    notices: Sequence[Notice]
    settles: Sequence[str]


async def tell_absent(
    session: AsyncSession, *, person_id: int, roll_call_id: int
) -> CountedAbsent | None:
    """As it is when the message is sent; nothing where a leave or a decision came before."""
    found = await contest.place_in(session, roll_call_id=roll_call_id, person_id=person_id)
    if found is None or found[0].attendance is not Attendance.ABSENT:
        return None
    day = found[1].day
    live = await leaves_over(session, person_id=person_id, first=day, last=day)
    asks_leave = any(each.state is LeaveState.ASKED for each in live)
    return CountedAbsent(person_id=person_id, mark=_mark(*found), asks_leave=asks_leave)


async def open_contest(
    session: AsyncSession, *, me: Member, roll_call_id: int, now: datetime
) -> Mark:
    """What is to be contested, if it still can be."""
    found = await contest.place_in(session, roll_call_id=roll_call_id, person_id=me.id)
    if found is None:
        raise NotYours
    row, roll = found
    if before := await contest.contest_of(session, roll_call_id=roll_call_id, person_id=me.id):
        raise ContestedAlready(state=before.state)
    if row.attendance not in CONTESTABLE:
        raise NothingToContest
    if roll.day < now.date() - WITHIN:
        raise ContestTooLate
    return _mark(row, roll)


async def contest_mark(
    session: AsyncSession, *, me: Member, roll_call_id: int, reason: str, now: datetime
) -> list[ContestAsked]:
    """The notices go to those who may decide where it counts, wherever the person is by now.

    None means that nobody can be reached by chat.
    """
    mark = await open_contest(session, me=me, roll_call_id=roll_call_id, now=now)
    answer = await session.get_one(RollAnswer, (roll_call_id, me.id))
    unit = await session.get_one(Unit, answer.unit_id)
    row = Contest(
        roll_call_id=roll_call_id,
        person_id=me.id,
        was=mark.attendance,
        minutes=mark.minutes,
        reason=reason,
        asked_at=now,
    )
    session.add(row)
    await session.flush()
    named = await short_name(session, unit)
    return [
        ContestAsked(
            person_id=person.id,
            contest_id=row.id,
            name=me.name,
            unit=named,
            mark=mark,
            reason=reason,
        )
        for person in await deciders_of(session, path=unit.path, but=me.id)
    ]


async def decide_contest(
    session: AsyncSession, *, me: Member, contest_id: int, approve: bool, now: datetime
) -> Decided:
    """Approved, the person counts as present; what they counted as before stays written."""
    found = await contest.contest_asked(session, contest_id)
    if found is None or not me.scope.covers(found[2]):
        raise OutOfReach
    row, person, path = found
    if person.id == me.id:
        raise OwnContest
    if row.state is not ContestState.ASKED:
        raise await decided_already(session, row)
    row.state = ContestState.APPROVED if approve else ContestState.DECLINED
    row.decided_at, row.decided_by = now, me.id
    roll = await session.get_one(RollCall, row.roll_call_id)
    lists = await _put_right(session, row, roll, path) if approve else []
    done = Verb.CONTEST_DECIDED
    session.add(Audit(actor_id=me.id, at=now, verb=done, person_id=person.id))
    told = ContestDecided(
        person_id=person.id,
        contest_id=row.id,
        state=row.state,
        mark=contest.mark_of(row, roll),
        by=me.name,
    )
    others = await _settled(session, told, person, path, me)
    settles = [request_key(row.id, me.id)]
    notices = [told, *others, *lists]
    return Decided(name=person.name, told=told, notices=notices, settles=settles)


async def _settled(
    session: AsyncSession, told: ContestDecided, person: Person, path: str, me: Member
) -> list[ContestSettled]:
    """Whoever else was asked sees in their own chat that it is decided."""
    about = {**vars(told), "name": person.name}
    others = await deciders_of(session, path=path, but=person.id)
    return [
        ContestSettled(**{**about, "person_id": each.id}) for each in others if each.id != me.id
    ]


async def _put_right(
    session: AsyncSession, row: Contest, roll: RollCall, path: str
) -> Sequence[Notice]:
    """A leave that was approved in between stands; a roll opened again waits for nobody."""
    answer = await session.get_one(RollAnswer, (row.roll_call_id, row.person_id))
    if answer.attendance not in (row.was, Attendance.AWAITED):
        return []
    answer.attendance, answer.minutes = Attendance.PRESENT, 0
    await session.flush()
    return await draw_lists_again(session, roll, path=path)


def _mark(row: RollAnswer, roll: RollCall) -> Mark:
    return Mark(
        roll_call_id=roll.id,
        day=roll.day,
        attendance=row.attendance,
        minutes=row.minutes,
        kind=roll.kind,
    )
