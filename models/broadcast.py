"""Broadcasts 通知 and what each of those they are for has read of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Select,
    String,
    and_,
    cast,
    func,
    literal,
    null,
    or_,
    update,
)
from sqlalchemy import select as core_select
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.broadcast import BroadcastState
from domain.broadcast_notice import broadcast_prefix
from domain.dispatch import Target, TargetKind
from domain.office import Scope
from models.beside import beside_the_loop
from models.columns import Instant, upsert, words
from models.outbox import Outbox, OutboxState, begins
from models.person import Person, is_auxiliary, is_in
from models.unit import Unit, within


class Broadcast(SQLModel, table=True):
    """`unit_id` is the unit it is filed under: whose supervisors may act on it.

    `whom` names the post or unit it is for, and is empty for people and for everyone.
    """

    id: int = Field(default=None, primary_key=True)
    text: str
    target: dict[str, Any] = Field(sa_type=JSON)
    whom: str = ""
    unit_id: int = Field(foreign_key="unit.id", index=True)
    sent_by: int = Field(foreign_key="person.id", index=True)
    made_at: datetime = Field(sa_type=Instant)
    begins_at: datetime = Field(sa_type=Instant, index=True)
    deadline: datetime | None = Field(default=None, sa_type=Instant)
    state: BroadcastState = Field(sa_type=words(BroadcastState))
    revision: int = 1
    reminders: int = 0
    reminded_at: datetime | None = Field(default=None, sa_type=Instant)
    reminded_by: int | None = Field(default=None, foreign_key="person.id")
    changed_at: datetime | None = Field(default=None, sa_type=Instant)
    changed_by: int | None = Field(default=None, foreign_key="person.id")


class Receipt(SQLModel, table=True):
    """`revision` is that of the text this person was last sent, or is to be."""

    __tablename__ = "broadcast_receipt"

    broadcast_id: int = Field(foreign_key="broadcast.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    unit_id: int = Field(foreign_key="unit.id")
    revision: int = 1
    read_at: datetime | None = Field(default=None, sa_type=Instant)


_RECEIVER = col(Receipt.person_id)


def _meant(target: Target, scope: Scope, by_id: int) -> ColumnElement[bool]:
    """The auxiliaries of a scope, all or those of a post but the sender, or some by id."""
    chosen: ColumnElement[bool] = col(Person.id) != by_id
    if target.kind is TargetKind.POST:
        chosen &= col(Person.post) == target.post
    elif target.kind is TargetKind.PEOPLE:
        chosen = col(Person.id).in_(target.people)
    return and_(is_auxiliary(), is_in(scope), chosen)


async def reach(
    session: AsyncSession, target: Target, scope: Scope, *, by_id: int
) -> tuple[int, int, int]:
    """How many it is for, how many of them are not registered, how many no message reaches."""
    registered = col(Person.telegram_id).is_not(None)
    found = select(
        func.count(),
        func.count().filter(~registered),
        func.count().filter(registered, col(Person.unreachable).is_not(None)),
    ).where(_meant(target, scope, by_id))
    return (await session.exec(found.select_from(Person))).one()


async def count_meant(
    session: AsyncSession, target: Target, scope: Scope, *, by_id: int, among: Select[Any, Any]
) -> int:
    found = select(func.count()).where(_meant(target, scope, by_id), col(Person.id).in_(among))
    return (await session.exec(found.select_from(Person))).one()


async def names_of(
    session: AsyncSession, target: Target, scope: Scope, *, by_id: int, most: int
) -> Sequence[str]:
    found = select(Person.name).where(_meant(target, scope, by_id)).order_by(col(Person.id))
    return (await session.exec(found.limit(most))).all()


async def address(session: AsyncSession, broadcast: Broadcast, scope: Scope) -> None:
    """One row for each of those it is for, whether the chat reaches them or not."""
    columns = ["broadcast_id", "person_id", "unit_id", "revision"]
    chosen = core_select(
        literal(broadcast.id), col(Person.id), col(Person.unit_id), literal(broadcast.revision)
    ).where(_meant(Target.read(broadcast.target), scope, broadcast.sent_by))
    rows = upsert(session, Receipt).from_select(columns, chosen)
    async with beside_the_loop(session):
        await session.exec(rows.on_conflict_do_nothing())


async def held(session: AsyncSession, broadcast_id: int) -> tuple[Broadcast, Unit] | None:
    """With the unit it is filed under, locked for who acts on it."""
    found = (
        select(Broadcast, Unit)
        .join(Unit, col(Unit.id) == col(Broadcast.unit_id))
        .where(Broadcast.id == broadcast_id)
        .with_for_update(of=Broadcast)
    )
    return (await session.exec(found)).first()


async def receipt_of(
    session: AsyncSession, *, broadcast_id: int, person_id: int
) -> tuple[Broadcast, Receipt] | None:
    found = (
        select(Broadcast, Receipt)
        .join(Receipt, col(Receipt.broadcast_id) == col(Broadcast.id))
        .where(Broadcast.id == broadcast_id, Receipt.person_id == person_id)
        .with_for_update(of=Receipt)
    )
    return (await session.exec(found)).first()


async def unread_by(
    session: AsyncSession, *, person_id: int, since: datetime
) -> Sequence[Broadcast]:
    """What was brought to this person since then, or is to be, and they have not read."""
    found = (
        select(Broadcast)
        .join(Receipt, col(Receipt.broadcast_id) == col(Broadcast.id))
        .join(Outbox, col(Outbox.key) == message_key())
        .where(
            Receipt.person_id == person_id,
            col(Receipt.read_at).is_(None),
            Broadcast.begins_at >= since,
            col(Outbox.state).in_((*RECEIVED, OutboxState.QUEUED)),
        )
        .order_by(col(Broadcast.begins_at))
    )
    return (await session.exec(found)).all()


async def newest(session: AsyncSession, scope: Scope, *, most: int) -> Sequence[Broadcast]:
    """Filed under units of a scope, the newest first; those called off are left out."""
    found = (
        select(Broadcast)
        .join(Unit, col(Unit.id) == col(Broadcast.unit_id))
        .where(within(scope), Broadcast.state != BroadcastState.CANCELLED)
        .order_by(col(Broadcast.begins_at).desc(), col(Broadcast.id).desc())
        .limit(most)
    )
    return (await session.exec(found)).all()


def message_key(revision: ColumnElement[str] | None = None) -> ColumnElement[str]:
    """Of the message that carries a receipt's text, or that of another revision."""
    number, person = (cast(id_, String) for id_ in (col(Receipt.broadcast_id), _RECEIVER))
    text = cast(col(Receipt.revision), String) if revision is None else revision
    return literal("broadcast:") + number + ":" + text + ":" + person


RECEIVED = (OutboxState.SENT, OutboxState.SENDING, OutboxState.UNKNOWN)
"""What may stand on somebody's phone."""


def is_missed() -> ColumnElement[bool]:
    """True for an Outbox row that never arrived, of a Person who can be reached by now."""
    return and_(
        col(Outbox.state).in_((OutboxState.FAILED, OutboxState.EXPIRED)),
        col(Person.active).is_(True),
        col(Person.telegram_id).is_not(None),
        col(Person.unreachable).is_(None),
    )


async def ask_anew(session: AsyncSession, broadcast: Broadcast) -> None:
    """Nobody has read the corrected text; whoever may have the old one, or none, is sent it."""
    mine = col(Receipt.broadcast_id) == broadcast.id
    has_old = (
        select(Outbox.id)
        .where(col(Outbox.key) == message_key(), col(Outbox.state).in_(RECEIVED))
        .exists()
    )
    has_any = select(Outbox.id).where(col(Outbox.key) == message_key()).exists()
    missed_it = (
        select(Outbox.id)
        .join(Person, col(Person.id) == col(Outbox.person_id))
        .where(col(Outbox.key) == message_key(), is_missed())
        .exists()
    )
    await session.exec(update(Receipt).where(mine).values(read_at=null()))
    await session.exec(
        update(Receipt)
        .where(mine, or_(has_old, ~has_any, missed_it))
        .values(revision=broadcast.revision)
        .execution_options(synchronize_session=False)
    )


async def is_under_way(session: AsyncSession, broadcast_id: int) -> bool:
    prefix = broadcast_prefix(broadcast_id)
    found = select(Outbox.id).where(begins(prefix), Outbox.state == OutboxState.QUEUED)
    return (await session.exec(found.limit(1))).first() is not None


async def stop(session: AsyncSession, prefixes: Sequence[str]) -> None:
    """What is not on the wire yet does not go out."""
    for prefix in prefixes:
        waits = and_(begins(prefix), col(Outbox.state) == OutboxState.QUEUED)
        await session.exec(update(Outbox).where(waits).values(state=OutboxState.CANCELLED))
