"""What the operator sees of the outbox and may decide about it: numbers, never names or words."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from models.columns import CHUNK, changed
from models.outbox import Outbox, OutboxState
from models.outbox_held import QUEUED_ANEW

STUCK = (OutboxState.UNKNOWN, OutboxState.FAILED)
WAITING = (OutboxState.QUEUED, *STUCK)


class Depth(NamedTuple):
    """`oldest` is when the message that waits longest was owed."""

    many: int
    oldest: datetime


class Stuck(NamedTuple):
    id: int
    state: OutboxState
    method: str
    person_id: int | None
    since: datetime
    reason: str | None


async def depths(session: AsyncSession) -> Mapping[OutboxState, Depth]:
    found = (
        select(col(Outbox.state), func.count(), func.min(Outbox.created_at))
        .select_from(Outbox)
        .group_by(col(Outbox.state))
    )
    rows = (await session.exec(found)).all()
    return {state: Depth(many, oldest) for state, many, oldest in rows}


async def stuck(session: AsyncSession, *, most: int) -> Sequence[Stuck]:
    """The newest of what is unknown or failed, the unknown first."""
    found = (
        select(Outbox)
        .where(col(Outbox.state).in_(STUCK))
        .order_by(col(Outbox.state).desc(), col(Outbox.id).desc())
        .limit(most)
    )
    return [
        Stuck(
            row.id,
            row.state,
            row.method,
            row.person_id,
            row.settled_at or row.created_at,
            row.error,
        )
        for row in (await session.exec(found)).all()
    ]


def _chosen(states: Collection[OutboxState], ids: Sequence[int] | None) -> ColumnElement[bool]:
    is_meant = col(Outbox.state).in_(states)
    return is_meant if ids is None else and_(is_meant, col(Outbox.id).in_(ids))


async def retry(
    session: AsyncSession,
    states: Collection[OutboxState],
    ids: Sequence[int] | None,
    *,
    now: datetime,
) -> int:
    """Back into the queue; of these ids, or with None all in these states."""
    again = QUEUED_ANEW | {"not_before": now}
    return sum(
        [
            await changed(session, update(Outbox).where(_chosen(states, part)).values(**again))
            for part in _parts(ids)
        ]
    )


async def drop(
    session: AsyncSession,
    states: Collection[OutboxState],
    ids: Sequence[int] | None,
    *,
    now: datetime,
) -> int:
    gone = {"state": OutboxState.CANCELLED, "settled_at": now}
    return sum(
        [
            await changed(session, update(Outbox).where(_chosen(states, part)).values(**gone))
            for part in _parts(ids)
        ]
    )


def _parts(ids: Sequence[int] | None) -> Sequence[Sequence[int] | None]:
    if ids is None:
        return [None]
    return [ids[at : at + CHUNK] for at in range(0, len(ids), CHUNK)]
