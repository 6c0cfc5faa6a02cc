"""What waits in the two queues: how many, and since when the oldest."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import and_, bindparam, func, or_
from sqlalchemy import select as core_select
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from models.columns import Instant, columns_of, fetch
from models.inbox import Inbox, InboxState
from models.outbox import Lane, Outbox, OutboxState
from models.pause import ALL, PAUSE

OPEN = (OutboxState.QUEUED, OutboxState.SENDING, OutboxState.UNKNOWN, OutboxState.FAILED)
SOON = timedelta(minutes=1)
"""What is tried again so soon waits all the same."""
FIRST = 20


class Held(NamedTuple):
    created_at: datetime
    tried_at: datetime | None
    not_before: datetime
    paused_until: datetime | None

    @property
    def since(self) -> datetime:
        """What the platform or its sender put off for longer waits only from then on."""
        is_put_off = self.not_before - (self.tried_at or self.created_at) > SOON
        since = self.not_before if is_put_off else self.created_at
        return max(since, self.paused_until or since)


_TABLE = columns_of(Outbox)
_PAUSED_UNTIL = (
    core_select(func.max(PAUSE.c.until, type_=Instant))
    .where(PAUSE.c.chat_id.in_((ALL, _TABLE.c.chat_id)))
    .scalar_subquery()
)
_OLDEST = (
    core_select(_TABLE.c.created_at, _TABLE.c.settled_at, _TABLE.c.not_before, _PAUSED_UNTIL)
    .where(
        _TABLE.c.state == bindparam("state"),
        _TABLE.c.lane == bindparam("lane"),
        _TABLE.c.not_before <= bindparam("soon", type_=Instant),
    )
    .order_by(_TABLE.c.id)
    .limit(FIRST)
)
"""Lane by lane, so that the index gives the first ones however many wait behind them."""


async def depth(session: AsyncSession) -> dict[OutboxState, int]:
    """What has not been brought; what was, expired or was cancelled is history."""
    found = (
        select(Outbox.state, func.count())
        .where(col(Outbox.state).in_(OPEN))
        .group_by(col(Outbox.state))
    )
    counted = {state: count for state, count in await session.exec(found)}
    return {state: counted.get(state, 0) for state in OPEN}


async def oldest_message(session: AsyncSession, *, now: datetime) -> datetime | None:
    """Since when somebody has been waiting for a message."""
    held: list[Held] = []
    for state in (OutboxState.QUEUED, OutboxState.SENDING):
        for lane in Lane:
            found = await fetch(session, _OLDEST, state=state, lane=lane, soon=now + SOON)
            held += [Held(*row) for row in found]
    return min((each.since for each in held if each.since <= now), default=None)


async def set_aside(session: AsyncSession, known: Sequence[int]) -> Sequence[tuple[int, datetime]]:
    """Updates that nobody has handled in the end; of the `known` ones also those tried anew."""
    is_anew = and_(col(Inbox.state) == InboxState.QUEUED, col(Inbox.update_id).in_(known))
    found = select(Inbox.update_id, Inbox.received_at).where(
        or_(col(Inbox.state) == InboxState.DEAD, is_anew)
    )
    return (await session.exec(found.order_by(col(Inbox.update_id)))).all()


async def oldest_update(session: AsyncSession, *, now: datetime) -> datetime | None:
    """Since when somebody has been waiting for an answer."""
    found = select(func.min(Inbox.received_at)).where(
        Inbox.state == InboxState.QUEUED, Inbox.not_before <= now
    )
    return (await session.exec(found)).one()
