"""What stands in one chat of a person, and is to stand in another."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from models.columns import columns_of
from models.outbox import Lane, Outbox, OutboxState, begins, owe, set_aside

_LATER = columns_of(Outbox).alias("later")
_STANDS = (OutboxState.QUEUED, OutboxState.SENDING, OutboxState.SENT, OutboxState.UNKNOWN)
_KEPT = ("person_id", "key", "method", "expires_at", "held_for")


async def untouched(
    session: AsyncSession, chat_id: int, *, since: Mapping[str, datetime]
) -> Sequence[Outbox]:
    """Keyed messages that nothing has been drawn over yet, by how their keys begin."""
    is_drawn_over = exists().where(
        _LATER.c.chat_id == col(Outbox.chat_id),
        _LATER.c.payload["message_id"].as_integer() == col(Outbox.message_id),
    )
    wanted = [and_(begins(prefix), col(Outbox.created_at) > at) for prefix, at in since.items()]
    found = select(Outbox).where(
        Outbox.chat_id == chat_id, col(Outbox.state).in_(_STANDS), or_(*wanted), ~is_drawn_over
    )
    return (await session.exec(found.order_by(col(Outbox.id)))).all()


async def owe_elsewhere(
    session: AsyncSession, rows: Sequence[Outbox], *, old: int, new: int, now: datetime
) -> tuple[str, ...]:
    """The same in another chat; returns the keys that they have by now in the old one."""
    copies = [_copied(row, new, now) for row in rows]
    aside = await set_aside(session, [row.key for row in rows if row.key], chat_id=old)
    await owe(session, copies)
    return aside


def _copied(row: Outbox, chat_id: int, now: datetime) -> dict[str, Any]:
    """A circular's row holds what it is about, and is drawn when it is sent."""
    payload = row.payload | {"chat_id": chat_id} if "chat_id" in row.payload else row.payload
    blank = {"press_id": None, "state": OutboxState.QUEUED, "tries": 0}
    return {
        **{name: getattr(row, name) for name in _KEPT},
        **blank,
        "chat_id": chat_id,
        "lane": Lane.NOTICE,
        "payload": payload,
        "not_before": now,
        "created_at": now,
    }
