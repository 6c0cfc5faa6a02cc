"""How it stands with those a broadcast is for: who has read it, who has not, who cannot."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, update
from sqlalchemy import select as core_select
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.broadcast import BroadcastState, Standing
from domain.office import EVERYWHERE, Scope
from models.broadcast import RECEIVED, Broadcast, Receipt, is_missed, message_key
from models.burden import burdened
from models.columns import changed, columns_of
from models.outbox import Outbox, OutboxState
from models.outbox_held import QUEUED_ANEW
from models.person import Person
from models.unit import Above, Unit, place, within


class Row(NamedTuple):
    """`error` is the platform's own reason."""

    name: str
    unit: str
    post: str
    standing: Standing
    read_at: datetime | None
    error: str | None


_STANDING: ColumnElement[str] = case(
    (col(Receipt.read_at).is_not(None), Standing.READ.value),
    (col(Person.active).is_(False), Standing.LEFT.value),
    (col(Outbox.state) == OutboxState.SENT, Standing.UNREAD.value),
    (
        and_(is_missed(), col(Broadcast.state) == BroadcastState.SENT),
        Standing.TO_SEND_AGAIN.value,
    ),
    (col(Outbox.state) == OutboxState.FAILED, Standing.REFUSED.value),
    (col(Outbox.state) == OutboxState.UNKNOWN, Standing.UNKNOWN.value),
    (
        col(Outbox.state).in_((OutboxState.QUEUED, OutboxState.SENDING)),
        Standing.ON_THE_WAY.value,
    ),
    (col(Person.telegram_id).is_(None), Standing.NOT_REGISTERED.value),
    else_=Standing.NOT_SENT.value,
)


def _of(statement: Any, broadcast_id: int, scope: Scope) -> Any:
    return (
        statement.select_from(Receipt)
        .join(Broadcast, col(Broadcast.id) == col(Receipt.broadcast_id))
        .join(Person, col(Person.id) == col(Receipt.person_id))
        .join(Unit, col(Unit.id) == col(Receipt.unit_id))
        .outerjoin(Outbox, col(Outbox.key) == message_key())
        .where(col(Receipt.broadcast_id) == broadcast_id, within(scope))
    )


async def counted(
    session: AsyncSession, broadcast_id: int, scope: Scope
) -> Sequence[tuple[Standing, str | None, int]]:
    """Standing, the platform's reason where there is one, and how many."""
    error = columns_of(Outbox).c.error
    reason: ColumnElement[Any] = case((_STANDING.in_([Standing.REFUSED]), error))
    each = _of(core_select(_STANDING, reason), broadcast_id, scope).subquery()
    found: Any = core_select(*each.c, func.count()).group_by(*each.c)
    rows = (await session.exec(found)).all()
    return [(Standing(standing), error, count) for standing, error, count in rows]


async def listed(
    session: AsyncSession,
    broadcast_id: int,
    scope: Scope,
    *,
    among: Collection[Standing],
    first: int = 0,
    most: int | None = None,
) -> list[Row]:
    """Unit by unit."""
    said = (col(Person.name), place(), col(Person.post), _STANDING)
    shown = core_select(*said, col(Receipt.read_at), col(Outbox.error))
    found = (
        _of(shown, broadcast_id, scope)
        .outerjoin(Above, col(Above.id) == col(Unit.parent_id))
        .where(_STANDING.in_([standing.value for standing in among]))
        .order_by(_STANDING, Unit.path, Person.name, col(Person.id))
        .offset(first)
        .limit(most)
    )
    rows = (await session.exec(found)).all()
    return [Row(*row)._replace(standing=Standing(row[3])) for row in rows]


def to_tell(broadcast_id: int, scope: Scope) -> Select[Any, Any]:
    """Person and chat of those who are sent the newest text as a message of its own."""
    newest = select(Broadcast.revision).where(Broadcast.id == broadcast_id).scalar_subquery()
    return _people(broadcast_id, scope).where(col(Receipt.revision) == newest)


async def untold(session: AsyncSession, broadcast_id: int, scope: Scope) -> int:
    """Who can be told by now and was not when it went out: they have registered since."""
    has_any = exists().where(col(Outbox.key) == message_key())
    found = to_tell(broadcast_id, scope).where(~has_any).subquery()
    return (await session.exec(select(func.count()).select_from(found))).one()


async def send_again(
    session: AsyncSession, broadcast_id: int, scope: Scope, *, now: datetime, until: datetime
) -> int:
    """Whom the text never reached and whom a message reaches by now; says how many."""
    found = (
        _people(broadcast_id, scope)
        .with_only_columns(col(Outbox.id))
        .join(Outbox, col(Outbox.key) == message_key())
        .where(col(Receipt.read_at).is_(None), is_missed())
    )
    account = select(Person.telegram_id).where(col(Person.id) == col(Outbox.person_id))
    again = update(Outbox).where(col(Outbox.id).in_(found.order_by(None)))
    payload = {"broadcast_id": broadcast_id}
    values = QUEUED_ANEW | {"payload": payload, "not_before": now, "expires_at": until}
    return await changed(session, again.values(**values, chat_id=account.scalar_subquery()))


def to_remind(broadcast_id: int, scope: Scope) -> Select[Any, Any]:
    """Who received it and has not read it."""
    return (
        _people(broadcast_id, scope)
        .join(Outbox, col(Outbox.key) == message_key())
        .where(col(Receipt.read_at).is_(None), col(Outbox.state) == OutboxState.SENT)
    )


def with_old_text(broadcast_id: int, revision: int) -> Select[Any, Any]:
    """Who is sent this text and may have an earlier one on the phone."""
    old = aliased(Outbox)
    earlier = [message_key(literal(str(before))) for before in range(1, revision)]
    has_old = exists().where(col(old.key).in_(earlier), col(old.state).in_(RECEIVED))
    return _people(broadcast_id, EVERYWHERE).where(col(Receipt.revision) == revision, has_old)


def _people(broadcast_id: int, scope: Scope) -> Select[Any, Any]:
    found = (
        core_select(col(Person.id), col(Person.telegram_id))
        .join(Receipt, col(Receipt.person_id) == col(Person.id))
        .where(
            col(Receipt.broadcast_id) == broadcast_id,
            col(Person.active).is_(True),
            col(Person.telegram_id).is_not(None),
        )
        .order_by(col(Person.id))
    )
    if scope == EVERYWHERE:
        return found
    return found.join(Unit, col(Unit.id) == col(Receipt.unit_id)).where(within(scope))


async def remindable(
    session: AsyncSession, broadcast_id: int, scope: Scope, *, since: datetime
) -> tuple[int, int]:
    """How many of the silent are reminded, and how many have been asked enough since midnight."""
    silent = to_remind(broadcast_id, scope).subquery()
    is_spared = silent.c[0].in_(burdened(since))
    found = select(func.count().filter(~is_spared), func.count().filter(is_spared))
    return (await session.exec(found.select_from(silent))).one()
