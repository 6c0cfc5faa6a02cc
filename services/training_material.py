"""Materials of a training: sent at once, or a text in parts, a part a morning."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.notice import Notice
from domain.occurrence import Kind, Occasion
from domain.office import Member
from domain.training_attendance import NotTheTrainer, TrainingDesk
from domain.training_material import (
    EVENING,
    MORNING,
    Material,
    MaterialDraft,
    MaterialKind,
    MaterialSent,
    NothingToSend,
)
from models import calendar, occurrence, training, training_material
from models.audit import Audit
from models.occurrence import Occurrence
from models.training_material import TrainingMaterial
from services.training_desk import open_desk

SATURDAY = 5


async def open_materials(
    session: AsyncSession, *, me: Member, training_id: int
) -> tuple[TrainingDesk, list[Material]]:
    desk = await open_desk(session, me=me, training_id=training_id)
    if not desk.leads:
        raise NotTheTrainer
    return desk, await training_material.materials_of(session, training_id)


async def count_readers(
    session: AsyncSession, *, me: Member, training_id: int, now: datetime
) -> int:
    """Not those who said no or are away today."""
    await open_materials(session, me=me, training_id=training_id)
    return len(await training.to_remind(session, training_id, day=now.date()))


async def send_material(
    session: AsyncSession, *, me: Member, training_id: int, draft: MaterialDraft, now: datetime
) -> Sequence[Notice]:
    await open_materials(session, me=me, training_id=training_id)
    row = _row(draft, me=me, training_id=training_id, now=now)
    session.add(row)
    await session.flush()
    notices = await _send(session, training_id, [row.id], now=now)
    if not notices:
        raise NothingToSend
    detail = {"training": training_id, "material": row.id, "people": len(notices)}
    session.add(Audit(actor_id=me.id, at=now, verb=Verb.MATERIAL_SENT, detail=detail))
    return notices


def _row(
    draft: MaterialDraft,
    *,
    me: Member,
    training_id: int,
    now: datetime,
    day: date | None = None,
) -> TrainingMaterial:
    return TrainingMaterial(
        training_id=training_id,
        kind=draft.kind,
        name=draft.name,
        content=draft.content,
        day=day,
        added_by=me.id,
        added_at=now,
    )


async def part_days(
    session: AsyncSession, *, training_id: int, count: int, now: datetime
) -> list[date]:
    """One workday after another from tomorrow, behind the parts that are planned already."""
    last = await training_material.last_part_day(session, training_id)
    day, days = max(last or now.date(), now.date()), []
    for _ in range(count):
        day = await _next_day(session, day)
        days.append(day)
    return days


async def _next_day(session: AsyncSession, day: date) -> date:
    """The next workday; from Monday to Friday where nobody has confirmed the calendar."""
    found = await calendar.next_workday(session, after=day)
    if found is not None:
        return found
    day += timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


async def plan_parts(
    session: AsyncSession, *, me: Member, training_id: int, texts: Sequence[str], now: datetime
) -> list[date]:
    desk, _ = await open_materials(session, me=me, training_id=training_id)
    days = await part_days(session, training_id=training_id, count=len(texts), now=now)
    row = await session.get_one(training.Training, desk.coming.training.training_id)
    for text, day in zip(texts, days, strict=True):
        draft = MaterialDraft(kind=MaterialKind.PART, content=text)
        session.add(_row(draft, me=me, training_id=training_id, now=now, day=day))
    await session.flush()
    await occurrence.plan(session, [_due(row.id, row.unit_id, day, now) for day in days])
    detail = {"training": training_id, "parts": len(texts)}
    session.add(Audit(actor_id=me.id, at=now, verb=Verb.MATERIAL_SENT, detail=detail))
    return days


def _due(training_id: int, unit_id: int, day: date, now: datetime) -> Occasion:
    return Occasion(
        kind=Kind.TRAINING_PART,
        unit_id=unit_id,
        day=day,
        subject_id=training_id,
        due_at=datetime.combine(day, MORNING, tzinfo=now.tzinfo),
        until=datetime.combine(day, EVENING, tzinfo=now.tzinfo),
    )


async def stop_parts(
    session: AsyncSession, *, me: Member, training_id: int, now: datetime
) -> None:
    await open_materials(session, me=me, training_id=training_id)
    await training_material.forget_unsent(session, training_id)
    detail = {"training": training_id}
    session.add(Audit(actor_id=me.id, at=now, verb=Verb.MATERIAL_STOPPED, detail=detail))


async def send_parts(session: AsyncSession, *, due: Occurrence, now: datetime) -> list[Notice]:
    """Those of that morning, and of mornings on which nothing could be sent."""
    ready = [
        each.material_id
        for each in await training_material.materials_of(session, due.subject_id)
        if each.day and each.day <= due.day and each.sent_at is None
    ]
    return await _send(session, due.subject_id, ready, now=now)


async def put_parts_off(session: AsyncSession, *, due: Occurrence, now: datetime) -> None:
    day = await _next_day(session, now.date())
    await occurrence.plan(session, [_due(due.subject_id, due.unit_id, day, now)])


async def _send(
    session: AsyncSession, training_id: int, ids: Sequence[int], *, now: datetime
) -> list[Notice]:
    for material_id in ids:
        await training_material.mark_sent(session, material_id, now=now)
    readers = await training.to_remind(session, training_id, day=now.date())
    return [
        MaterialSent(person_id=reader.person_id, material=each)
        for each in await training_material.materials_of(session, training_id)
        if each.material_id in ids
        for reader in readers
    ]
