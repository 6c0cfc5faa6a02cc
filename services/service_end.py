"""Somebody's service ends: at once, or when its day has come."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.notice import Notice
from domain.occurrence import Kind, Occasion
from domain.transfer import ServiceEnded, TransferState
from models import occurrence, review, review_text, roll_call, transfer
from models.person import Person
from models.transfer import Transfer

FOREVER = timedelta(days=366)
"""Late is better than never: a day that passed while Muster was off is made good."""


async def leave_from(
    session: AsyncSession, person: Person, row: Transfer, *, now: datetime
) -> Sequence[Notice]:
    """At once, or, if the row is only planned, when its day has come."""
    await transfer.cancel_planned(session, person.id)
    await transfer.write_down(session, row, unit_id=person.unit_id)
    if row.state is TransferState.PLANNED:
        await _plan(session, row, person, now=now)
        return []
    return await end_service(session, person, day=row.effective)


async def end_service(session: AsyncSession, person: Person, *, day: date) -> Sequence[Notice]:
    """Gone from a day on: not expected any more, unknown to the chat, told so once."""
    person.active = False
    await session.flush()
    for record in (roll_call, review_text, review):
        await record.release(session, person_id=person.id, since=day)
    if person.telegram_id is None:
        return []
    told = ServiceEnded(
        person_id=person.id,
        name=person.name,
        day=day,
        chat_id=person.telegram_id,
        language=person.language,
    )
    return [told]


async def _plan(session: AsyncSession, row: Transfer, person: Person, *, now: datetime) -> None:
    begins = datetime.combine(row.effective, time(), tzinfo=now.tzinfo)
    due = Occasion(
        kind=Kind.TRANSFER,
        unit_id=person.unit_id or 0,
        day=row.effective,
        due_at=begins,
        until=begins + FOREVER,
        subject_id=row.id,
    )
    await occurrence.plan(session, [due])


async def carry_out_planned(session: AsyncSession, *, transfer_id: int) -> Sequence[Notice]:
    """Its day has come; nothing where it was called off, or the person is gone already."""
    row = await session.get_one(Transfer, transfer_id)
    person = await session.get_one(Person, row.person_id)
    if row.state is not TransferState.PLANNED or not person.active:
        return []
    row.state = TransferState.HOLDS
    return await end_service(session, person, day=row.effective)
