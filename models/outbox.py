"""What the office owes anyone is a row: written with its cause, drained by delivery."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    Index,
    ScalarSelect,
    Select,
    String,
    and_,
    cast,
    func,
    literal,
    literal_column,
    update,
)
from sqlalchemy import select as core_select
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from models.beside import beside_the_loop
from models.columns import CHUNK, Instant, columns_of, insert_rows, upsert, words
from models.enclosure import enclose

_KEY: Any = String().with_variant(String(collation="C"), "postgresql")
"""What begins alike stands together, in whatever language the server sorts."""


class OutboxState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"


class Lane(IntEnum):
    """Answers go ahead of dispatches, those ahead of the morning's messages and broadcasts."""

    ANSWER = 0
    URGENT = 1
    NOTICE = 2


class Outbox(SQLModel, table=True):
    """One call of the Bot API: `method` with `payload`; a press is answered on the same way.

    Within its lane what has the lowest `place` goes first, so that circulars take turns.

    Of a message with `held_for` that person decides when nobody knows whether it arrived.
    """

    __table_args__ = (
        Index("ix_outbox_next", "state", "lane", "place", "id"),
        Index("ix_outbox_chat", "chat_id", "state", "lane", "id"),
    )

    id: int = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_type=BigInteger)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    key: str | None = Field(default=None, unique=True, sa_type=_KEY)
    lane: int
    place: int = 0
    method: str
    payload: dict[str, Any] = Field(sa_type=JSON)
    press_id: str | None = None
    state: OutboxState = Field(default=OutboxState.QUEUED, sa_type=words(OutboxState))
    tries: int = 0
    not_before: datetime = Field(sa_type=Instant)
    expires_at: datetime | None = Field(default=None, sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)
    settled_at: datetime | None = Field(default=None, sa_type=Instant)
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    error: str | None = None
    held_for: int | None = Field(default=None, foreign_key="person.id")


_TABLE = columns_of(Outbox)


async def owe(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Store what must be said; a message whose key is already owed or sent is not owed twice."""
    await enclose(session, rows)
    await insert_rows(session, Outbox, rows)


async def owe_all(
    session: AsyncSession, people: Select[Any, Any], *, key: str, **row: Any
) -> None:
    """One statement for however many: `people` are person and chat, `row` what all share.

    Its first message has the place of what is next now: it takes turns with what is under way.
    """
    whom = people.subquery()
    number = func.row_number().over(order_by=whom.c[0]) - 1
    columns = {
        "person_id": whom.c[0],
        "chat_id": whom.c[1],
        "key": literal(key) + cast(whom.c[0], String),
        "place": number + func.coalesce(_place_now(row["lane"], row["created_at"]), 0),
        **{name: literal(value, _TABLE.c[name].type) for name, value in row.items()},
    }
    chosen = core_select(*columns.values()).where(whom.c[1].is_not(None))
    insert = upsert(session, Outbox).from_select(list(columns), chosen)
    connection = await session.connection()
    if (await connection.execute(core_select(_TABLE.c.id).where(begins(key)).limit(1))).first():
        insert = insert.on_conflict_do_nothing(index_elements=["key"])
    async with beside_the_loop(session):
        await connection.execute(insert)


def begins(prefix: str) -> ColumnElement[bool]:
    """True for a row whose key begins so; `prefix` ends with a colon."""
    return and_(_TABLE.c.key >= prefix, _TABLE.c.key < f"{prefix[:-1]};")


def _place_now(lane: Lane, now: datetime) -> ScalarSelect[int]:
    """Of what is next; what is put off has kept a place that is long past."""
    queued = _TABLE.c.state == OutboxState.QUEUED
    found = core_select(_TABLE.c.place).where(
        queued, _TABLE.c.lane == lane, _TABLE.c.not_before <= now
    )
    return found.order_by(_TABLE.c.place).limit(1).scalar_subquery()


async def withdraw(session: AsyncSession, keys: Sequence[str]) -> None:
    """What was not sent yet and has lost its sense is not sent any more."""
    gone = update(_TABLE).where(_TABLE.c.key.in_(keys), _TABLE.c.state == OutboxState.QUEUED)
    await (await session.connection()).execute(gone.values(state=OutboxState.CANCELLED))


async def set_aside(
    session: AsyncSession, keys: Sequence[str], *, chat_id: int
) -> tuple[str, ...]:
    """What was owed to this chat is free to be owed to another; returns the keys it has now."""
    found = select(Outbox).where(col(Outbox.key).in_(keys), Outbox.chat_id == chat_id)
    rows = (await session.exec(found.with_for_update())).all()
    for row in rows:
        row.key = f"aside:{row.id}:{row.key}"
        if row.state is OutboxState.QUEUED:
            row.state = OutboxState.CANCELLED
    await session.flush()
    return tuple(row.key for row in rows if row.key)


async def messages_of(
    session: AsyncSession, keys: Sequence[str], *, chat_id: int
) -> Sequence[int]:
    """The ids under which these keyed notices stand in a chat; another's count messages anew."""
    found = select(Outbox.message_id).where(
        col(Outbox.key).in_(keys),
        col(Outbox.message_id).is_not(None),
        Outbox.chat_id == chat_id,
    )
    return [message_id for message_id in (await session.exec(found)).all() if message_id]


async def was_brought(session: AsyncSession, keys: Sequence[str]) -> bool:
    """In whatever chat."""
    found = select(Outbox.id).where(col(Outbox.key).in_(keys), col(Outbox.message_id).is_not(None))
    return (await session.exec(found.limit(1))).first() is not None


async def sent_before(session: AsyncSession, *, keys: Sequence[str], before: datetime) -> set[str]:
    """Which of these keyed notices were brought, or may have been, before a moment."""
    brought: set[str] = set()
    for at in range(0, len(keys), CHUNK):
        found = select(Outbox.key).where(
            col(Outbox.key).in_(keys[at : at + CHUNK]),
            col(Outbox.state).in_((OutboxState.SENT, OutboxState.UNKNOWN)),
            col(Outbox.settled_at) < before,
        )
        brought |= {key for key in (await session.exec(found)).all() if key}
    return brought


async def owed_to(session: AsyncSession, chats: Collection[int]) -> Counter[int]:
    """How much is still to be said in each of these chats."""
    under_way = col(Outbox.state).in_((literal_column("'queued'"), literal_column("'sending'")))
    found = (
        select(Outbox.chat_id, func.count())
        .where(under_way, col(Outbox.chat_id).in_(chats))
        .group_by(col(Outbox.chat_id))
    )
    return Counter(dict((await session.exec(found)).all()))


async def unsettled(session: AsyncSession) -> int:
    """What is still to be sent or on the wire."""
    pending = (OutboxState.QUEUED, OutboxState.SENDING)
    found = select(func.count()).select_from(Outbox).where(col(Outbox.state).in_(pending))
    return (await session.exec(found)).one()
