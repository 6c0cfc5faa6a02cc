"""Taking a complaint to the administrators, and the first answer back to the person."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.complaint import (
    A_DAY,
    AnsweredAlready,
    ComplainedEnough,
    Complaint,
    ComplaintAnswered,
    ComplaintClosed,
    ComplaintMade,
    NobodyToHear,
    SenderForgotten,
)
from domain.notice import Notice
from domain.office import Member
from domain.refusals import OutOfReach
from domain.when import midnight
from models import complaint
from models.audit import Audit
from models.complaint import ComplaintRow
from models.person import Person, administrators
from models.unit import Unit
from services.alarm import tells_somebody
from services.unit import short_name


async def refuse_too_many(session: AsyncSession, *, me: Member, now: datetime) -> None:
    if not await tells_somebody(session):
        raise NobodyToHear
    if await complaint.said_since(session, person_id=me.id, since=midnight(now)) >= A_DAY:
        raise ComplainedEnough


async def complain(
    session: AsyncSession, *, me: Member, words: str, is_named: bool, now: datetime
) -> Sequence[Notice]:
    await refuse_too_many(session, me=me, now=now)
    said_at = now if is_named else midnight(now)
    row = ComplaintRow(person_id=me.id, is_named=is_named, words=words, said_at=said_at)
    session.add(row)
    await session.flush()
    said = await _said(session, row)
    return [
        ComplaintMade(person_id=each.id, complaint=said) for each in await administrators(session)
    ]


async def open_complaint(session: AsyncSession, complaint_id: int) -> Complaint:
    """Refused where somebody has answered it, or nobody would hear the answer."""
    row = await complaint.locked(session, complaint_id)
    if row is None:
        raise OutOfReach
    if row.answered_at is not None:
        raise AnsweredAlready
    if row.person_id is None:
        raise SenderForgotten
    return await _said(session, row)


async def answer_complaint(
    session: AsyncSession, *, me: Member, complaint_id: int, answer: str, now: datetime
) -> Sequence[Notice]:
    said = await open_complaint(session, complaint_id)
    row = await session.get_one(ComplaintRow, complaint_id)
    row.answer, row.answered_by, row.answered_at = answer, me.id, now
    done, about = Verb.COMPLAINT_ANSWERED, {"complaint": complaint_id}
    session.add(Audit(actor_id=me.id, at=now, verb=done, detail=about))
    told = ComplaintAnswered(
        person_id=row.person_id or 0,
        said_on=row.said_at.astimezone(now.tzinfo).date(),
        words=row.words if row.is_named else "",
        answer=answer,
        answered_by=me.name,
    )
    if not row.is_named:
        row.person_id = None
    others = [
        ComplaintClosed(person_id=each.id, complaint=said, answered_by=me.name)
        for each in await administrators(session)
    ]
    return [told, *others]


async def _said(session: AsyncSession, row: ComplaintRow) -> Complaint:
    if not (row.is_named and row.person_id):
        return Complaint(complaint_id=row.id, words=row.words)
    person = await session.get_one(Person, row.person_id)
    unit = await session.get(Unit, person.unit_id) if person.unit_id else None
    where = await short_name(session, unit) if unit else ""
    return Complaint(complaint_id=row.id, words=row.words, by=person.name, unit=where)
