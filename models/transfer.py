"""Transfers 调配: effective-dated rows of what changed for whom and by whom."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Index, Select, and_, func, update
from sqlalchemy import select as core_select
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.roster_told import CHANGES
from domain.transfer import Change, TransferState
from models.audit import Audit
from models.columns import Instant, add_rows, words
from models.person import Person


class Transfer(SQLModel, table=True):
    """`before` and `after` are as they were called then; a planned one holds from `effective`."""

    __table_args__ = (Index("ix_transfer_person", "person_id", "effective"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    change: Change = Field(sa_type=words(Change))
    effective: date
    before: str = ""
    after: str = ""
    reason: str = ""
    state: TransferState = Field(default=TransferState.HOLDS, sa_type=words(TransferState))
    by_id: int | None = Field(default=None, foreign_key="person.id")
    at: datetime = Field(sa_type=Instant)


async def write_down(
    session: AsyncSession, row: Transfer, *, unit_id: int | None = None
) -> Transfer:
    """With its line in the audit."""
    session.add(row)
    await session.flush()
    session.add(
        Audit(
            actor_id=row.by_id,
            at=row.at,
            verb=Verb.TRANSFERRED,
            unit_id=unit_id,
            person_id=row.person_id,
            detail={"change": row.change.value, "transfer": row.id},
        )
    )
    await session.flush()
    return row


class Span(NamedTuple):
    """The rows of one import lie between these two; others may have come between them."""

    after: int
    last: int


async def write_many(session: AsyncSession, rows: Iterable[dict[str, Any]]) -> Span:
    """Of an import, which has one line of its own in the audit."""
    after = await _newest(session)
    await add_rows(session, Transfer, rows)
    return Span(after, await _newest(session))


async def _newest(session: AsyncSession) -> int:
    return (await session.exec(select(func.max(Transfer.id)))).one() or 0


def _by_file(audit_id: int, after: int, last: int) -> ColumnElement[bool]:
    """The rows that an import wrote of what people are told."""
    return and_(
        col(Audit.id) == audit_id,
        col(Transfer.id) > after,
        col(Transfer.id) <= last,
        col(Transfer.at) == col(Audit.at),
        col(Transfer.by_id).is_not_distinct_from(col(Audit.actor_id)),
        col(Transfer.change).in_(CHANGES),
    )


def concerned_by(*, audit_id: int, after: int, last: int) -> Select[Any, Any]:
    """Person and chat of all for whom it has changed something."""
    return (
        core_select(col(Person.id), col(Person.telegram_id))
        .distinct()
        .join(Transfer, col(Transfer.person_id) == col(Person.id))
        .join(Audit, _by_file(audit_id, after, last))
        .where(col(Person.active).is_(True), col(Person.telegram_id).is_not(None))
        .order_by(col(Person.id))
    )


async def of_import(
    session: AsyncSession, *, person_id: int, audit_id: int, after: int, last: int
) -> Sequence[Transfer]:
    found = select(Transfer).join(Audit, _by_file(audit_id, after, last))
    mine = found.where(Transfer.person_id == person_id).order_by(col(Transfer.id))
    return (await session.exec(mine)).all()


async def planned_for(session: AsyncSession, person_id: int) -> Transfer | None:
    found = select(Transfer).where(
        Transfer.person_id == person_id, Transfer.state == TransferState.PLANNED
    )
    return (await session.exec(found.with_for_update())).first()


async def cancel_planned(session: AsyncSession, person_id: int) -> None:
    await session.exec(
        update(Transfer)
        .where(col(Transfer.person_id) == person_id, col(Transfer.state) == TransferState.PLANNED)
        .values(state=TransferState.CANCELLED)
    )


async def count_of(session: AsyncSession, person_id: int) -> int:
    found = select(func.count()).where(col(Transfer.person_id) == person_id)
    return (await session.exec(found)).one()


async def history_of(
    session: AsyncSession, person_id: int, *, first: int, size: int
) -> Sequence[tuple[Transfer, str | None]]:
    """The newest first, with the name of who did it."""
    found = (
        select(Transfer, Person.name)
        .outerjoin(Person, col(Person.id) == col(Transfer.by_id))
        .where(Transfer.person_id == person_id)
        .order_by(col(Transfer.effective).desc(), col(Transfer.id).desc())
        .offset(first)
        .limit(size)
    )
    return (await session.exec(found)).all()
