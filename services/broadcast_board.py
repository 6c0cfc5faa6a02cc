"""What became of a broadcast, and what its supervisors do about it: remind, correct, stop."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.broadcast import (
    OUT,
    REMIND_AGAIN,
    Addressee,
    AllSent,
    Board,
    BroadcastNotFound,
    BroadcastState,
    ChangedSince,
    NobodyToRemind,
    NotOut,
    RemindedAlready,
    Standing,
)
from domain.broadcast_notice import (
    broadcast_prefix,
    outdate_all,
    remind_all,
    reminder_prefix,
    sent_until,
    tell_all,
)
from domain.notice import Owed
from domain.office import Member, Scope
from domain.reach import Silence, why_silent
from domain.when import midnight
from models import broadcast, broadcast_standing
from models.audit import Audit
from models.broadcast import Broadcast
from models.person import Person

RECENT = 4
TELLS = frozenset({BroadcastState.SENT})
"""What was stopped is sent to nobody new."""


async def _held(session: AsyncSession, me: Member, broadcast_id: int) -> Broadcast:
    """Whoever holds the unit it is filed under may act on it, the sender no longer than that."""
    found = await broadcast.held(session, broadcast_id)
    if found is None or not me.scope.covers(found[1].path):
        raise BroadcastNotFound
    return found[0]


async def recent(session: AsyncSession, *, me: Member) -> list[tuple[int, str, datetime]]:
    rows = await broadcast.newest(session, me.scope, most=RECENT)
    return [(row.id, row.text, row.begins_at) for row in rows]


async def board_of(session: AsyncSession, *, me: Member, broadcast_id: int) -> Board:
    return await drawn_up(session, await _held(session, me, broadcast_id), me.scope)


async def drawn_up(
    session: AsyncSession, row: Broadcast, scope: Scope, *, is_going_out: bool = False
) -> Board:
    """`is_going_out`: its messages are about to be owed."""
    counts: Counter[Standing] = Counter()
    silent: Counter[Silence] = Counter()
    for stands, reason, people in await broadcast_standing.counted(session, row.id, scope):
        counts[stands] += people
        if reason:
            silent[why_silent(reason)] += people
    if is_going_out:
        new = await broadcast_standing.untold(session, row.id, scope)
        counts[Standing.ON_THE_WAY] += new
        counts[Standing.NOT_SENT] -= new
    return Board(
        broadcast_id=row.id,
        text=row.text,
        whom=row.whom,
        by=(await session.get_one(Person, row.sent_by)).name,
        state=row.state,
        begins_at=row.begins_at,
        revision=row.revision,
        deadline=row.deadline,
        reminders=row.reminders,
        counts=counts,
        silent=silent,
    )


async def people_of(
    session: AsyncSession,
    *,
    me: Member,
    broadcast_id: int,
    among: Collection[Standing],
    first: int,
    most: int,
) -> list[Addressee]:
    row = await _held(session, me, broadcast_id)
    found = await broadcast_standing.listed(
        session, row.id, me.scope, among=among, first=first, most=most
    )
    return [addressee(each) for each in found]


def addressee(row: broadcast_standing.Row) -> Addressee:
    refused = row.standing is Standing.REFUSED
    return Addressee(
        name=row.name,
        unit=row.unit,
        post=row.post,
        standing=row.standing,
        read_at=row.read_at,
        why=why_silent(row.error or "") if refused else None,
    )


@dataclass(frozen=True, kw_only=True)
class Reminded:
    """`spared` are silent too and have been asked enough today."""

    people: int
    spared: int
    notices: Sequence[Owed]


async def remind_silent(
    session: AsyncSession, *, me: Member, broadcast_id: int, now: datetime
) -> Reminded:
    """Those of `me` who received it and have not read it, once an hour at most.

    Whoever has registered since it went out, or is back, is told now; `now` is local.
    """
    row = await _held(session, me, broadcast_id)
    await _refuse_reminding(session, row, now=now)
    since = midnight(now)
    people, spared = await broadcast_standing.remindable(session, row.id, me.scope, since=since)
    until = now + REMIND_AGAIN * 12
    new = back = 0
    if row.state in TELLS:
        new = await broadcast_standing.untold(session, row.id, me.scope)
        back = await broadcast_standing.send_again(session, row.id, me.scope, now=now, until=until)
    if not people + new + back:
        raise NobodyToRemind(spared)
    row.reminders, row.reminded_at, row.reminded_by = row.reminders + 1, now, me.id
    _audit(session, row, Verb.BROADCAST_REMINDED, me=me, now=now)
    told = tell_all(row.id, row.revision, by_id=row.sent_by, until=until, scope=me.scope)
    reminder = remind_all(row.id, row.reminders, until=until, scope=me.scope)
    notices = [told, reminder] if new else [reminder]
    return Reminded(people=people + new + back, spared=spared, notices=notices)


async def _refuse_reminding(session: AsyncSession, row: Broadcast, *, now: datetime) -> None:
    if row.state not in OUT:
        raise NotOut
    if row.reminded_at and row.reminded_by and now < row.reminded_at + REMIND_AGAIN:
        raise RemindedAlready(await _name(session, row.reminded_by), row.reminded_at)


async def to_correct(session: AsyncSession, *, me: Member, broadcast_id: int) -> Board:
    """As it stands before it is corrected."""
    board = await board_of(session, me=me, broadcast_id=broadcast_id)
    if board.state not in {*OUT, BroadcastState.PLANNED}:
        raise NotOut
    return board


async def correct_broadcast(
    session: AsyncSession,
    *,
    me: Member,
    broadcast_id: int,
    revision: int,
    text: str,
    now: datetime,
) -> tuple[Board, list[Owed]]:
    """`revision` is what the supervisor saw; what is still to be sent goes out corrected."""
    row = await _held(session, me, broadcast_id)
    if row.state not in {*OUT, BroadcastState.PLANNED}:
        raise NotOut
    if row.revision != revision:
        raise await _changed_since(session, row)
    before, row.text = row.text, text
    row.revision, row.changed_at, row.changed_by = revision + 1, now, me.id
    _audit(session, row, Verb.BROADCAST_CORRECTED, me=me, now=now, before=before)
    await session.flush()
    notices: list[Owed] = []
    if row.state in OUT:
        await broadcast.ask_anew(session, row)
        row.reminded_at = None
        until = max(sent_until(now, row.deadline), now + REMIND_AGAIN * 12)
        notices.append(outdate_all(row.id, row.revision, reminders=row.reminders, until=until))
        notices.append(tell_all(row.id, row.revision, by_id=me.id, until=until))
    is_out = row.state in OUT
    return await drawn_up(session, row, me.scope, is_going_out=is_out), notices


async def stop_broadcast(
    session: AsyncSession, *, me: Member, broadcast_id: int, now: datetime
) -> Board:
    """A planned one is called off; of one that goes out, what is not on the wire stays here."""
    row = await _held(session, me, broadcast_id)
    match row.state:
        case BroadcastState.PLANNED:
            row.state = BroadcastState.CANCELLED
        case _ if await broadcast.is_under_way(session, row.id):
            row.state = BroadcastState.STOPPED
            await broadcast.stop(session, [broadcast_prefix(row.id), reminder_prefix(row.id)])
        case BroadcastState.SENT:
            raise AllSent
        case BroadcastState.STOPPED:
            return await drawn_up(session, row, me.scope)
        case _:
            raise await _changed_since(session, row)
    row.changed_at, row.changed_by = now, me.id
    _audit(session, row, Verb.BROADCAST_STOPPED, me=me, now=now)
    await session.flush()
    return await drawn_up(session, row, me.scope)


async def _changed_since(session: AsyncSession, row: Broadcast) -> ChangedSince:
    name = await _name(session, row.changed_by or row.sent_by)
    return ChangedSince(name, row.changed_at or row.made_at)


async def _name(session: AsyncSession, person_id: int) -> str:
    return (await session.get_one(Person, person_id)).name


def _audit(
    session: AsyncSession,
    row: Broadcast,
    verb: Verb,
    *,
    me: Member,
    now: datetime,
    **detail: str,
) -> None:
    about = {"broadcast": row.id, "revision": row.revision} | detail
    session.add(Audit(actor_id=me.id, at=now, verb=verb, unit_id=row.unit_id, detail=about))
