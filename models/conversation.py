"""Where each person is in the talk: kept in the same transaction as what they said."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import JSON, BigInteger, delete
from sqlmodel import Field, SQLModel, col
from sqlmodel.ext.asyncio.session import AsyncSession

from models.columns import Instant, columns_of, upsert


class Conversation(SQLModel, table=True):
    chat_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    state: str | None = None
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    changed_at: datetime = Field(sa_type=Instant)


class Kept(NamedTuple):
    """A conversation as it was left."""

    state: str | None
    data: dict[str, Any]
    changed_at: datetime


CONVERSATION = columns_of(Conversation)


async def left_with(session: AsyncSession, chat_id: int) -> Kept | None:
    """The talk of an account that belongs to nobody on the roster."""
    row = await session.get(Conversation, chat_id)
    return Kept(row.state, row.data, row.changed_at) if row else None


async def remember(
    session: AsyncSession, *, chat_id: int, state: str | None, data: dict[str, Any], now: datetime
) -> None:
    values = {"state": state, "data": data, "changed_at": now}
    await session.exec(
        upsert(session, Conversation)
        .values(chat_id=chat_id, **values)
        .on_conflict_do_update(index_elements=["chat_id"], set_=values)
    )


async def forget(session: AsyncSession, chat_id: int) -> None:
    await session.exec(delete(Conversation).where(col(Conversation.chat_id) == chat_id))


async def forget_left(session: AsyncSession, *, before: datetime) -> None:
    """Questions that nobody has come back to."""
    await session.exec(delete(Conversation).where(col(Conversation.changed_at) < before))
