"""What each of the many reads, drawn when it is sent, and that they have read it."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.broadcast import (
    OUT,
    CorrectedSince,
)
from domain.broadcast_notice import (
    BroadcastOutdated,
    BroadcastTold,
    messages_about,
    messages_before,
)
from domain.office import Member
from domain.refusals import NotYours
from models import broadcast
from models.broadcast import Broadcast
from models.person import Person


@dataclass(frozen=True, kw_only=True)
class Acknowledged:
    """`settles` are the keys of the messages that asked for it."""

    told: BroadcastTold
    read_at: datetime
    settles: list[str]


async def tell(
    session: AsyncSession, *, person_id: int, broadcast_id: int, now: datetime
) -> BroadcastTold | None:
    """The text as it is now, whatever it was when it was put out."""
    found = await broadcast.receipt_of(session, broadcast_id=broadcast_id, person_id=person_id)
    if found is None or found[0].state not in OUT:
        return None
    return await _told(session, found[0], person_id, now=now)


async def remind(
    session: AsyncSession, *, person_id: int, broadcast_id: int, now: datetime
) -> BroadcastTold | None:
    found = await broadcast.receipt_of(session, broadcast_id=broadcast_id, person_id=person_id)
    if found is None or found[0].state not in OUT or found[1].read_at is not None:
        return None
    return replace(await _told(session, found[0], person_id, now=now), is_reminder=True)


async def _told(
    session: AsyncSession, row: Broadcast, person_id: int, *, now: datetime
) -> BroadcastTold:
    sender = await session.get_one(Person, row.sent_by)
    return BroadcastTold(
        person_id=person_id,
        broadcast_id=row.id,
        revision=row.revision,
        text=row.text,
        by=sender.name,
        deadline=row.deadline,
        is_overdue=row.deadline is not None and row.deadline <= now,
    )


def outdate(
    *, person_id: int, broadcast_id: int, revision: int, reminders: int = 0
) -> BroadcastOutdated:
    earlier = messages_before(broadcast_id, person_id, revision=revision, reminders=reminders)
    return BroadcastOutdated(person_id=person_id, earlier=tuple(earlier))


async def acknowledge_broadcast(
    session: AsyncSession, *, me: Member, broadcast_id: int, revision: int, now: datetime
) -> Acknowledged:
    """Once; a second press shows the same. An earlier text cannot be acknowledged any more.

    Of a correction of the same moment the locked receipt knows, the notice read beside it may not.
    """
    found = await broadcast.receipt_of(session, broadcast_id=broadcast_id, person_id=me.id)
    if found is None:
        raise NotYours
    row, receipt = found
    if revision != row.revision or revision < receipt.revision:
        raise CorrectedSince
    receipt.read_at = receipt.read_at or now
    asked = messages_about(row.id, me.id, revision=receipt.revision, reminders=row.reminders)
    told = await _told(session, row, me.id, now=now)
    return Acknowledged(told=told, read_at=receipt.read_at, settles=asked)
