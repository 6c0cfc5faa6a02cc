"""Pauses the platform asked for, of one chat or of all, remembered across a restart."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, and_, bindparam, delete
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from models.columns import Instant, columns_of, upsert

ALL = 0
"""No chat has this id: the whole token waits."""


class Pause(SQLModel, table=True):
    """Holds from `since` to `until`; a clock set back before it was asked for makes it void."""

    chat_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    since: datetime = Field(sa_type=Instant)
    until: datetime = Field(sa_type=Instant)


PAUSE = columns_of(Pause)


def holds() -> ColumnElement[bool]:
    """Of a statement that is told `now`."""
    now = bindparam("now", type_=Instant)
    return and_(PAUSE.c.since <= now, PAUSE.c.until > now)


async def pause(session: AsyncSession, chat_id: int, *, since: datetime, until: datetime) -> None:
    """The newest word counts; what is over is forgotten."""
    await session.exec(delete(Pause).where(col(Pause.until) <= since))
    asked = upsert(session, Pause).values(chat_id=chat_id, since=since, until=until)
    newest = {"since": since, "until": until}
    await session.exec(asked.on_conflict_do_update(index_elements=["chat_id"], set_=newest))


async def pauses(session: AsyncSession, now: datetime) -> Sequence[Pause]:
    found = select(Pause).where(col(Pause.since) <= now, col(Pause.until) > now)
    return (await session.exec(found)).all()
