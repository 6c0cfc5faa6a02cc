"""Broadcasting: for how many a text is, sending it at once or at its hour, and who reads it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.broadcast import (
    LATEST_START,
    AudienceGone,
    BroadcastState,
    NobodyToTell,
    Reach,
    refuse_early,
)
from domain.broadcast_draft import BroadcastDraft
from domain.broadcast_notice import (
    sent_until,
    tell_all,
)
from domain.dispatch import Target, TargetKind
from domain.notice import Owed
from domain.occurrence import Kind, Occasion
from domain.office import Member, Scope
from domain.refusals import OutOfReach, Over
from domain.when import midnight
from models import broadcast, occurrence
from models.audit import Audit
from models.broadcast import Broadcast
from models.burden import burdened
from models.unit import Unit
from services.unit import name_of, own_unit, reach_unit_id

NAMED = 10


@dataclass(frozen=True, kw_only=True)
class Audience:
    """`scope` is that part of the sender's that it goes to; `name` the post or the unit."""

    unit: Unit
    scope: Scope
    name: str
    reach: Reach
    people: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sent:
    broadcast_id: int
    reach: Reach
    notices: Sequence[Owed]


async def audience_of(session: AsyncSession, *, me: Member, target: Target) -> Audience:
    """Counted, never fetched: a district has thousands."""
    unit, scope, name = await _aimed_at(session, me, target)
    people, not_registered, unreachable = await broadcast.reach(
        session, target, scope, by_id=me.id
    )
    if not people and not target.twice:
        raise AudienceGone if target.kind is TargetKind.PEOPLE else NobodyToTell
    named: Sequence[str] = ()
    if target.kind is TargetKind.PEOPLE:
        named = await broadcast.names_of(session, target, scope, by_id=me.id, most=NAMED)
    return Audience(
        unit=unit,
        scope=scope,
        name=name,
        reach=Reach(people=people, not_registered=not_registered, unreachable=unreachable),
        people=tuple(named),
    )


async def asked_enough_of(
    session: AsyncSession, *, me: Member, target: Target, now: datetime
) -> int:
    """How many of those it would go to have been asked as often today as anybody may be."""
    _, scope, _ = await _aimed_at(session, me, target)
    among = burdened(midnight(now))
    return await broadcast.count_meant(session, target, scope, by_id=me.id, among=among)


async def _aimed_at(session: AsyncSession, me: Member, target: Target) -> tuple[Unit, Scope, str]:
    try:
        if target.kind is TargetKind.UNIT:
            unit = await reach_unit_id(session, me=me, unit_id=target.unit_id)
            return unit, me.scope.narrowed(unit.path), await name_of(session, unit)
        return await own_unit(session, me), me.scope, target.post
    except OutOfReach as lost:
        raise AudienceGone from lost


async def send_broadcast(
    session: AsyncSession, *, me: Member, draft: BroadcastDraft, now: datetime
) -> Sent:
    """At once, or written down for its hour; whom it is for is settled when it goes out."""
    if draft.missing or draft.target is None:
        raise Over
    refuse_early(draft.begins_at, draft.deadline, now=now)
    meant = await audience_of(session, me=me, target=draft.target)
    row = _row(draft, draft.target, meant, by=me, now=now)
    session.add(row)
    await session.flush()
    _audit(session, row, meant.reach, now=now)
    if row.state is BroadcastState.PLANNED:
        await occurrence.plan(session, [_start(row, now)])
        return Sent(broadcast_id=row.id, reach=meant.reach, notices=[])
    notices = await put_out(session, row, meant.scope, now=now)
    return Sent(broadcast_id=row.id, reach=meant.reach, notices=notices)


def _row(
    draft: BroadcastDraft, target: Target, meant: Audience, *, by: Member, now: datetime
) -> Broadcast:
    return Broadcast(
        text=draft.text,
        target=asdict(target),
        whom=meant.name,
        unit_id=meant.unit.id,
        sent_by=by.id,
        made_at=now,
        begins_at=draft.begins_at or now,
        deadline=draft.deadline,
        state=BroadcastState.PLANNED if draft.begins_at else BroadcastState.SENT,
    )


def _audit(session: AsyncSession, row: Broadcast, reach: Reach, *, now: datetime) -> None:
    about = {"broadcast": row.id, "people": reach.people}
    session.add(
        Audit(
            actor_id=row.sent_by,
            at=now,
            verb=Verb.BROADCAST_SENT,
            unit_id=row.unit_id,
            detail=about,
        )
    )


async def put_out(
    session: AsyncSession, row: Broadcast, scope: Scope, *, now: datetime
) -> list[Owed]:
    """A receipt for everyone it is for, and one message to all, stored once; `now` is local."""
    row.state = BroadcastState.SENT
    await session.flush()
    await broadcast.address(session, row, scope)
    if row.deadline:
        await occurrence.plan(session, [_due(row, row.deadline, now)])
    until = sent_until(now, row.deadline)
    return [tell_all(row.id, row.revision, by_id=row.sent_by, until=until)]


def _start(row: Broadcast, now: datetime) -> Occasion:
    until = row.begins_at + LATEST_START
    return Occasion(
        kind=Kind.BROADCAST,
        unit_id=row.unit_id,
        day=row.begins_at.astimezone(now.tzinfo).date(),
        due_at=row.begins_at,
        until=min(until, row.deadline) if row.deadline else until,
        subject_id=row.id,
    )


def _due(row: Broadcast, deadline: datetime, now: datetime) -> Occasion:
    return Occasion(
        kind=Kind.BROADCAST_DUE,
        unit_id=row.unit_id,
        day=deadline.astimezone(now.tzinfo).date(),
        due_at=deadline,
        until=deadline + LATEST_START,
        subject_id=row.id,
    )
