"""Letting go of rows, a slice at a time or all of one person, and how far each rule has come."""

import json
from datetime import date, datetime
from itertools import takewhile

from sqlalchemy import BigInteger, ColumnElement, String, cast, delete, or_, update
from sqlalchemy import select as core_select
from sqlmodel import Field, SQLModel, col
from sqlmodel.ext.asyncio.session import AsyncSession

from models.application import Application
from models.columns import fetch
from models.outbox import Outbox
from models.retention_rules import GONE, RULES, UNDER_WAY, Rule


class Retention(SQLModel, table=True):
    """Up to which row each rule has come; the row 'night' counts days."""

    name: str = Field(primary_key=True)
    upto: int = Field(default=0, sa_type=BigInteger)


async def blur_slice(session: AsyncSession, rule: Rule, *, before: date) -> int:
    """Returns how many rows it went over; 0 where nothing is over yet."""
    upto = await reached(session, rule.name) or 0
    found = core_select(rule.key, rule.at, rule.held).where(rule.key > upto)
    rows = await fetch(session, found.order_by(rule.key).limit(rule.most))
    over = list(takewhile(lambda row: not row[2] and _day(row[1]) < before, rows))
    if not over:
        return 0
    ids = [row[0] for row in over]
    await _blur(session, rule, (rule.by or rule.key).in_(ids))
    await reach(session, rule.name, ids[-1])
    return len(over)


async def blur_person(session: AsyncSession, person_id: int) -> None:
    """All of what they said and sent, and what was said to them."""
    for rule in RULES:
        await _blur(session, rule, rule.whose(person_id))


async def blur_letters_naming(session: AsyncSession, name: str) -> None:
    """Settled messages to others in which the name stands; JSON may have it escaped."""
    written = cast(col(Outbox.payload), String)
    escaped = json.dumps(name)[1:-1]
    named = or_(
        written.contains(name, autoescape=True), written.contains(escaped, autoescape=True)
    )
    settled = col(Outbox.state).not_in(UNDER_WAY)
    blank = {"payload": {}, "state": GONE}
    await session.exec(update(Outbox).where(settled, named).values(blank))


async def forget_account(session: AsyncSession, account: int) -> None:
    """Not of what is still on its way."""
    settled = col(Outbox.state).not_in(UNDER_WAY)
    theirs = update(Outbox).where(col(Outbox.chat_id) == account, settled)
    await session.exec(theirs.values(chat_id=0))
    applied = update(Application).where(col(Application.account) == account)
    await session.exec(applied.values(account=0))


async def _blur(session: AsyncSession, rule: Rule, rows: ColumnElement[bool]) -> None:
    if rule.blank is None:
        await session.exec(delete(rule.table).where(rows))
    else:
        await session.exec(update(rule.table).where(rows).values(rule.blank))


def _day(at: date | datetime) -> date:
    return at.date() if isinstance(at, datetime) else at


async def reached(session: AsyncSession, name: str) -> int | None:
    row = await session.get(Retention, name)
    return row.upto if row else None


async def reach(session: AsyncSession, name: str, upto: int) -> None:
    row = await session.get(Retention, name) or Retention(name=name)
    row.upto = upto
    session.add(row)
    await session.flush()
