"""Received before confirmed: every update is a row before the platform may forget it."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import JSON, BigInteger, Index, bindparam, exists, func, update
from sqlalchemy.orm import aliased
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from models.columns import Instant, changed, columns_of, insert_rows, words


class InboxState(StrEnum):
    QUEUED = "queued"
    DONE = "done"
    DEAD = "dead"


class Inbox(SQLModel, table=True):
    """`payload` is the raw update until it is done, then nothing: its effects are elsewhere."""

    __table_args__ = (Index("ix_inbox_next", "state", "chat_id", "update_id"),)

    update_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    chat_id: int = Field(sa_type=BigInteger)
    payload: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    state: InboxState = Field(default=InboxState.QUEUED, sa_type=words(InboxState))
    tries: int = 0
    not_before: datetime = Field(sa_type=Instant)
    received_at: datetime = Field(sa_type=Instant)
    error: str | None = None


class Received(NamedTuple):
    """An update to be handled, apart from the row that remembers it."""

    update_id: int
    payload: dict[str, Any] | None
    received_at: datetime
    tries: int


_Earlier = aliased(Inbox)
_NEXT = (
    select(Inbox.update_id, col(Inbox.payload), Inbox.received_at, Inbox.tries)
    .where(
        col(Inbox.state) == InboxState.QUEUED,
        col(Inbox.not_before) <= bindparam("now", type_=Instant),
        ~exists().where(
            col(_Earlier.state) == InboxState.QUEUED,
            col(_Earlier.chat_id) == col(Inbox.chat_id),
            col(_Earlier.update_id) < col(Inbox.update_id),
        ),
    )
    .order_by(col(Inbox.update_id))
    .limit(1)
    .with_for_update(skip_locked=True)
)
"""The oldest update that may be handled: those of one chat strictly in order."""
_TABLE = columns_of(Inbox)
_DONE = (
    update(_TABLE)
    .where(_TABLE.c.update_id == bindparam("key"))
    .values(state=InboxState.DONE, payload=None, error=None)
)


async def keep(session: AsyncSession, updates: Sequence[dict[str, Any]]) -> None:
    """Store a batch; an update that came before is left as it is."""
    await insert_rows(session, Inbox, updates)


async def next_update(session: AsyncSession, *, now: datetime) -> Received | None:
    row = (await session.exec(_NEXT, params={"now": now})).first()
    return Received(*row) if row else None


async def received(session: AsyncSession, update_id: int) -> Inbox:
    return await session.get_one(Inbox, update_id)


async def close(session: AsyncSession, update_id: int) -> None:
    """Handled: what it said is not kept, only that it came."""
    await (await session.connection()).execute(_DONE, {"key": update_id})


async def next_try_at(session: AsyncSession) -> datetime | None:
    found = select(func.min(Inbox.not_before)).where(Inbox.state == InboxState.QUEUED)
    return (await session.exec(found)).one()


async def waiting(session: AsyncSession) -> int:
    found = select(func.count()).select_from(Inbox).where(Inbox.state == InboxState.QUEUED)
    return (await session.exec(found)).one()


async def dead(session: AsyncSession) -> Sequence[Inbox]:
    found = select(Inbox).where(Inbox.state == InboxState.DEAD).order_by(col(Inbox.update_id))
    return (await session.exec(found)).all()


async def replay_dead(session: AsyncSession, *, now: datetime) -> int:
    """Put what was set aside back into the queue, to be handled as if it came now."""
    again = (
        update(Inbox)
        .where(col(Inbox.state) == InboxState.DEAD)
        .values(state=InboxState.QUEUED, tries=0, not_before=now, error=None)
    )
    return await changed(session, again)
