"""Received before confirmed: every update is a row before the platform may forget it."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import (
    JSON,
    BigInteger,
    Index,
    Integer,
    bindparam,
    exists,
    func,
    literal_column,
    update,
)
from sqlalchemy import select as core_select
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from models.columns import Instant, changed, columns_of, index_where, insert_rows, words

_QUEUED = "state = 'queued'"


class InboxState(StrEnum):
    QUEUED = "queued"
    DONE = "done"
    DEAD = "dead"


class Inbox(SQLModel, table=True):
    """`payload` is the raw update until it is done, then nothing: its effects are elsewhere.

    Of one set aside it stays, without coordinates.
    """

    __table_args__ = (
        Index("ix_inbox_next", "state", "chat_id", "update_id"),
        index_where("ix_inbox_queued", "state", "update_id", where=_QUEUED),
    )

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


_TABLE = columns_of(Inbox)
_EARLIER = _TABLE.alias("earlier")
_NEXT = (
    core_select(*(_TABLE.c[name] for name in Received._fields))
    .where(
        _TABLE.c.state == literal_column("'queued'"),
        _TABLE.c.not_before <= bindparam("now", type_=Instant),
        ~exists().where(
            _EARLIER.c.state == InboxState.QUEUED,
            _EARLIER.c.chat_id == _TABLE.c.chat_id,
            _EARLIER.c.update_id < _TABLE.c.update_id,
        ),
    )
    .order_by(_TABLE.c.update_id)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True)
)
"""The oldest update of each chat: those of one chat are handled strictly in order."""
_DONE = (
    update(_TABLE)
    .where(_TABLE.c.update_id.in_(bindparam("handled", expanding=True)))
    .values(state=InboxState.DONE, payload=None, error=None)
)


async def keep(session: AsyncSession, updates: Sequence[dict[str, Any]]) -> None:
    """Store a batch; an update that came before is left as it is."""
    await insert_rows(session, Inbox, updates)


async def next_updates(session: AsyncSession, *, most: int, now: datetime) -> list[Received]:
    connection = await session.connection()
    found = await connection.execute(_NEXT, {"now": now, "most": most})
    return [Received(*row) for row in found]


async def received(session: AsyncSession, update_id: int) -> Inbox:
    return await session.get_one(Inbox, update_id)


async def close(session: AsyncSession, update_ids: Sequence[int]) -> None:
    """Handled: what they said is not kept, only that they came."""
    if update_ids:
        await (await session.connection()).execute(_DONE, {"handled": update_ids})


async def next_try_at(session: AsyncSession) -> datetime | None:
    found = select(func.min(Inbox.not_before)).where(
        col(Inbox.state) == literal_column("'queued'")
    )
    return (await session.exec(found)).one()


async def waiting(session: AsyncSession) -> int:
    found = select(func.count()).select_from(Inbox).where(Inbox.state == InboxState.QUEUED)
    return (await session.exec(found)).one()


async def waiting_of(session: AsyncSession, people: Collection[int]) -> Counter[int]:
    found = (
        select(Inbox.chat_id, func.count())
        .where(Inbox.state == InboxState.QUEUED, col(Inbox.chat_id).in_(people))
        .group_by(col(Inbox.chat_id))
    )
    return Counter(dict((await session.exec(found)).all()))


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
