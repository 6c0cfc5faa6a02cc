"""What was asked of whom since midnight, counted in what the office owed them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_
from sqlalchemy import select as core_select
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.burden import ASKING, MOST
from domain.office import Scope
from models.columns import fetch
from models.outbox import Outbox, OutboxState
from models.person import Person, is_in

_UNSAID = (OutboxState.CANCELLED, OutboxState.EXPIRED, OutboxState.SUPERSEDED)


def _asked_since(since: datetime) -> ColumnElement[bool]:
    """The rows of today are the newest ones: found from the end, without an index of their own."""
    before = select(Outbox.id).where(Outbox.created_at < since).order_by(col(Outbox.id).desc())
    asks = or_(*(col(Outbox.key).startswith(prefix) for prefix in ASKING))
    is_today = col(Outbox.id) > func.coalesce(before.limit(1).scalar_subquery(), 0)
    return is_today & asks & col(Outbox.state).not_in(_UNSAID)


def burdened(since: datetime) -> Select[Any, Any]:
    """Those who have been asked as often as anybody may be."""
    whom: Any = col(Outbox.person_id)
    counted = core_select(whom).where(_asked_since(since), whom.is_not(None)).group_by(whom)
    return counted.having(func.count() >= MOST)


async def burdened_people(session: AsyncSession, since: datetime) -> set[int]:
    return {row[0] for row in await fetch(session, burdened(since))}


async def asked_of(session: AsyncSession, person_id: int, *, since: datetime) -> int:
    found = select(func.count()).where(_asked_since(since), Outbox.person_id == person_id)
    return (await session.exec(found)).one()


async def most_asked(session: AsyncSession, *, scope: Scope, since: datetime) -> int:
    """Of one person of these units."""
    each = (
        select(func.count().label("asked"))
        .select_from(Outbox)
        .join(Person, col(Person.id) == col(Outbox.person_id))
        .where(_asked_since(since), is_in(scope))
        .group_by(col(Outbox.person_id))
        .subquery()
    )
    return (await session.exec(select(func.max(each.c.asked)))).one() or 0
