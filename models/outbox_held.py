"""Messages whose fate is unknown, or was sealed, and what is decided about them afterwards."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from models.columns import changed
from models.outbox import Outbox, OutboxState, begins
from models.outbox_turn import Became, Letter, settle
from models.person import Person

QUEUED_ANEW = {"state": OutboxState.QUEUED, "tries": 0, "settled_at": None, "error": None}


async def on_the_wire(session: AsyncSession) -> list[Letter]:
    """What a crash left between being sent and being known as sent."""
    columns = (col(getattr(Outbox, name)) for name in Letter._fields)
    found = select(*columns).where(Outbox.state == OutboxState.SENDING).with_for_update()
    return [Letter(*row) for row in (await session.exec(found)).all()]


async def leave_open(
    session: AsyncSession, letters: Sequence[Letter], *, why: str, now: datetime
) -> None:
    """Nobody knows whether they arrived: sent again, or held for the person who decides."""
    rows = [(each, _fate(each, why=why, now=now)) for each in letters]
    await settle(session, rows)


def _fate(letter: Letter, *, why: str, now: datetime) -> Became:
    state = OutboxState.QUEUED if letter.held_for is None else OutboxState.UNKNOWN
    return Became(state, settled_at=now, not_before=now, tries=letter.tries, error=why)


def _held(held_for: int, until: datetime) -> ColumnElement[bool]:
    return and_(
        col(Outbox.state) == OutboxState.UNKNOWN,
        col(Outbox.held_for) == held_for,
        col(Outbox.settled_at) <= until,
    )


async def held_from(session: AsyncSession, *, held_for: int, until: datetime) -> Sequence[str]:
    """Names of those of whom this person has to decide, one for every message."""
    found = (
        select(Person.name)
        .join(Outbox, col(Outbox.person_id) == col(Person.id))
        .where(_held(held_for, until))
        .order_by(col(Outbox.id))
    )
    return (await session.exec(found)).all()


async def send_again(
    session: AsyncSession, *, held_for: int, until: datetime, now: datetime
) -> int:
    again = update(Outbox).where(_held(held_for, until))
    return await changed(session, again.values(**QUEUED_ANEW, not_before=now))


async def drop(session: AsyncSession, *, held_for: int, until: datetime, now: datetime) -> int:
    gone = update(Outbox).where(_held(held_for, until))
    return await changed(session, gone.values(state=OutboxState.CANCELLED, settled_at=now))


async def keys_under(session: AsyncSession, prefix: str) -> Sequence[str]:
    """Keys of the notices that begin so; `prefix` ends with a colon."""
    found = select(Outbox.key).where(begins(prefix))
    return [key for key in (await session.exec(found)).all() if key]


async def move_chat(session: AsyncSession, old: int, new: int) -> None:
    """A group's new id, wherever something is still to be said to it."""
    found = select(Outbox).where(Outbox.chat_id == old, Outbox.state == OutboxState.QUEUED)
    for row in (await session.exec(found)).all():
        row.chat_id, row.payload = new, row.payload | {"chat_id": new}
    await session.flush()
