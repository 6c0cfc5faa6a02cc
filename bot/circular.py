"""One thing to tell many becomes their rows, whoever owes it: the office or the command line."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.notice import Circular
from models import outbox
from models.outbox import Lane, OutboxState


async def owe_circular(
    session: AsyncSession, circular: Circular, people: Select[Any, Any], *, now: datetime
) -> None:
    shared: dict[str, Any] = {
        "lane": Lane.NOTICE,
        "method": circular.kind,
        "payload": circular.about,
        "state": OutboxState.QUEUED,
        "tries": 0,
        "not_before": now,
        "expires_at": circular.expires_at,
        "held_for": circular.held_for,
        "created_at": now,
    }
    await outbox.owe_all(session, people, key=circular.key, **shared)
