"""A supervisor ticks who is there, for those whose phone is not."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.names_said import match_names, names_in
from domain.notice import Notice
from domain.office import Member, Scope
from domain.people import page_within
from domain.refusals import OutOfReach, Over
from domain.roll_call import Attendance, judge
from domain.roll_proxy import (
    MOST_NAMED,
    PAGE,
    WHOLE,
    Answered,
    AnsweredByProxy,
    Entry,
    ProxyList,
    ProxyTakenBack,
    Tick,
    Ticked,
)
from models import roll_proxy
from models.audit import Audit
from models.person import Person
from models.roll_call import RollAnswer, RollCall
from models.roll_proxy import Silent
from services.roll_board import readers_of


async def list_silent(
    session: AsyncSession, *, me: Member, roll_call_id: int, page: int, now: datetime
) -> ProxyList:
    roll, scope = await _reach(session, me, roll_call_id, now)
    return await _listed(session, roll, scope, me=me, page=page)


async def _listed(
    session: AsyncSession, roll: RollCall, scope: Scope, *, me: Member, page: int
) -> ProxyList:
    rows, count = await roll_proxy.listed(
        session, roll=roll, scope=scope, reader=me.id, first=page * PAGE, size=WHOLE
    )
    size = WHOLE if count <= WHOLE else PAGE
    last = page_within(page, count=count, size=size)
    if last != page:
        return await _listed(session, roll, scope, me=me, page=last)
    return ProxyList(
        roll_call_id=roll.id,
        closes_at=roll.closes_at,
        entries=tuple(map(_entry, rows[:size])),
        page=page,
        pages=max(1, -(-count // size)),
    )


async def answer_for_named(
    session: AsyncSession, *, me: Member, roll_call_id: int, text: str, now: datetime
) -> Answered:
    """Whoever was answered for stays so, also by another at this moment: nothing is taken back."""
    roll, scope = await _reach(session, me, roll_call_id, now)
    rows, _ = await roll_proxy.listed(
        session, roll=roll, scope=scope, reader=me.id, called=names_in(text), size=MOST_NAMED
    )
    named = match_names(text, [*map(_entry, rows)])
    told: list[Notice] = []
    for each in named.found:
        row, _ = await _held(session, roll, scope, each.person_id, me=me)
        if row.attendance in roll_proxy.SILENT:
            told.append(_mark(session, roll, row, me=me, now=now))
    listed = await _listed(session, roll, scope, me=me, page=0)
    return Answered(listed=listed, named=named, notices=tuple(told))


def _entry(row: Silent) -> Entry:
    return Entry(
        person_id=row.person_id,
        name=row.name,
        unit=row.unit,
        is_ticked=row.proxy_by is not None,
    )


async def tick_person(
    session: AsyncSession, tick: Tick, *, me: Member, roll_call_id: int, page: int, now: datetime
) -> Ticked:
    """Present or late by the hour at which it is ticked.

    Whoever has answered meanwhile keeps their own answer.
    """
    roll, scope = await _reach(session, me, roll_call_id, now)
    row, person = await _held(session, roll, scope, tick.person_id, me=me)
    told: list[Notice] = []
    if tick.takes_back and row.proxy_by:
        told.append(_take_back(session, roll, row, person, me=me, now=now))
    elif not tick.takes_back and row.attendance in roll_proxy.SILENT:
        told.append(_mark(session, roll, row, me=me, now=now))
    listed = await _listed(session, roll, scope, me=me, page=page)
    return Ticked(listed=listed, notices=tuple(told))


async def _held(
    session: AsyncSession, roll: RollCall, scope: Scope, person_id: int, *, me: Member
) -> tuple[RollAnswer, Person]:
    found = await roll_proxy.place_of(session, roll_call_id=roll.id, person_id=person_id)
    if found is None or person_id == me.id or not scope.covers(found[2]):
        raise OutOfReach
    return found[:2]


def _note(
    session: AsyncSession, row: RollAnswer, *, taken_back: bool, me: Member, now: datetime
) -> None:
    done, about = Verb.ANSWERED_FOR, {"roll_call_id": row.roll_call_id, "taken_back": taken_back}
    session.add(Audit(actor_id=me.id, at=now, verb=done, person_id=row.person_id, detail=about))


def _mark(
    session: AsyncSession, roll: RollCall, row: RollAnswer, *, me: Member, now: datetime
) -> AnsweredByProxy:
    _note(session, row, taken_back=False, me=me, now=now)
    row.attendance, row.minutes = judge(
        on_time_until=roll.on_time_until, begins_at=roll.begins_at, said_at=now
    )
    row.answered_at, row.proxy_by = now, me.id
    return AnsweredByProxy(
        person_id=row.person_id,
        roll_call_id=roll.id,
        by=me.name,
        attendance=row.attendance,
        minutes=row.minutes,
    )


def _take_back(
    session: AsyncSession,
    roll: RollCall,
    row: RollAnswer,
    person: Person,
    *,
    me: Member,
    now: datetime,
) -> ProxyTakenBack:
    _note(session, row, taken_back=True, me=me, now=now)
    silent = Attendance.AWAITED if person.telegram_id else Attendance.NOT_REGISTERED
    row.attendance, row.minutes, row.answered_at, row.proxy_by = silent, 0, None, None
    return ProxyTakenBack(
        person_id=row.person_id, roll_call_id=roll.id, by=me.name, closes_at=roll.closes_at
    )


async def _reach(
    session: AsyncSession, me: Member, roll_call_id: int, now: datetime
) -> tuple[RollCall, Scope]:
    """As far as this roll is theirs; a closed one is over."""
    roll = await session.get(RollCall, roll_call_id)
    scope = (await readers_of(session, roll)).get(me.id) if roll else None
    if roll is None or scope is None:
        raise OutOfReach
    if roll.closed_at or now > roll.closes_at:
        raise Over
    return roll, scope
