"""Rosters sent in the chat: which file is to be fetched, and its table until somebody decides."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, bindparam, update
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.roster_sent import SentState
from models.columns import Instant, index_where, words

Cells = list[list[str]]
_IS_WORK = "state IN ('asked', 'confirmed')"
_WORK = (SentState.ASKED, SentState.CONFIRMED)
_OPEN = (SentState.ASKED, SentState.READ)


class RosterSent(SQLModel, table=True):
    """`cells` holds people's names and numbers: nothing of it stays once it is decided.

    `mark` stands for what the trial said would change, `leaving` for whose service may end.
    """

    __tablename__ = "roster_sent"
    __table_args__ = (index_where("ix_roster_sent_open", "state", "not_before", where=_IS_WORK),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    file_id: str
    suffix: str
    state: SentState = Field(default=SentState.ASKED, sa_type=words(SentState))
    cells: Cells | None = Field(default=None, sa_type=JSON(none_as_null=True))
    mark: str | None = None
    leaving: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    asked_at: datetime = Field(sa_type=Instant)
    settled_at: datetime | None = Field(default=None, sa_type=Instant)
    tries: int = 0
    not_before: datetime = Field(sa_type=Instant)

    def close(self, state: SentState, *, now: datetime) -> None:
        self.state, self.cells, self.leaving, self.settled_at = state, None, None, now


async def drop_open(session: AsyncSession, *, person_id: int, now: datetime) -> None:
    """What somebody sent before is not asked about any more."""
    await _drop(session, col(RosterSent.person_id) == person_id, now=now)


async def drop_older(session: AsyncSession, *, before: datetime, now: datetime) -> None:
    await _drop(session, col(RosterSent.asked_at) < before, now=now)


async def _drop(session: AsyncSession, which: ColumnElement[bool], *, now: datetime) -> None:
    dropped = update(RosterSent).where(col(RosterSent.state).in_(_OPEN), which)
    gone: dict[str, Any] = {"cells": None, "leaving": None, "settled_at": now}
    await session.exec(dropped.values(state=SentState.DROPPED, **gone))


_NEXT = (
    select(RosterSent)
    .where(
        col(RosterSent.state).in_(_WORK),
        col(RosterSent.not_before) <= bindparam("now", type_=Instant),
    )
    .order_by(col(RosterSent.id))
    .limit(1)
    .with_for_update(skip_locked=True)
)


async def next_asked(session: AsyncSession, *, now: datetime) -> RosterSent | None:
    return (await session.exec(_NEXT, params={"now": now})).first()


async def locked(session: AsyncSession, sent_id: int) -> RosterSent | None:
    found = select(RosterSent).where(RosterSent.id == sent_id).with_for_update()
    return (await session.exec(found)).first()
