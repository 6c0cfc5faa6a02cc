"""Moving people, changing posts and duties, ending a service: shown first, then done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.notice import Notice
from domain.office import Member, Role
from domain.refusals import OutOfReach, Over
from domain.transfer import (
    Change,
    ChangedMeanwhile,
    Draft,
    NothingChanges,
    NotOverThem,
    PhoneTaken,
    Proposal,
    Transferred,
    TransferState,
    check_day,
    duties_said,
    phone_end,
    phone_said,
)
from models import task_open, transfer
from models.audit import Audit
from models.person import Person, by_any_phone, hold_people
from models.role import holdings_of, roles_of
from models.transfer import Transfer
from models.unit import Unit
from services.service_end import leave_from
from services.unit import full_name, keep_standing, reach_unit_id


@dataclass(frozen=True)
class Carried:
    proposal: Proposal
    notices: Sequence[Notice]


async def reach_person(
    session: AsyncSession, *, me: Member, person_id: int
) -> tuple[Person, Unit | None]:
    """Who is nobody of one's own is as good as unknown."""
    person = await session.get(Person, person_id)
    unit = await session.get(Unit, person.unit_id) if person and person.unit_id else None
    if person is None or not me.scope.covers(unit.path if unit else "/"):
        raise OutOfReach
    return person, unit


async def may_change(session: AsyncSession, *, me: Member, person: Person) -> bool:
    """Not oneself, and nobody who holds what one does not hold."""
    if me.is_any({Role.ADMINISTRATOR}):
        return person.id != me.id
    if person.id == me.id or Role.ADMINISTRATOR in await roles_of(session, person.id):
        return False
    return all(me.scope.covers(unit.path) for unit in await holdings_of(session, person.id))


async def propose(session: AsyncSession, *, me: Member, draft: Draft, today: date) -> Proposal:
    """Before and after, refused where there is nothing to be done or nobody to do it for."""
    person, unit = await reach_person(session, me=me, person_id=draft.person_id)
    if not await may_change(session, me=me, person=person):
        raise NotOverThem
    if not person.active:
        raise Over
    day = draft.starts(today)
    check_day(day, today=today)
    before, after = await _before_and_after(session, person, unit, draft=draft, me=me)
    if before == after:
        raise NothingChanges
    return Proposal(
        name=person.name,
        change=draft.change,
        before=before,
        after=after,
        day=day,
        reason=draft.reason,
        is_planned=day > today,
        tasks=await _left_undone(session, draft, today=today),
    )


async def _left_undone(session: AsyncSession, draft: Draft, *, today: date) -> tuple[str, ...]:
    if draft.change is not Change.LEFT:
        return ()
    held = await task_open.held_by(session, draft.person_id, day=today)
    return tuple(whole.title for _, whole in held)


async def _before_and_after(
    session: AsyncSession, person: Person, unit: Unit | None, *, draft: Draft, me: Member
) -> tuple[str, str]:
    match draft.change:
        case Change.MOVED:
            target = await reach_unit_id(session, me=me, unit_id=draft.unit_id)
            before = await full_name(session, unit) if unit else ""
            return before, await full_name(session, target)
        case Change.POST:
            return person.post, draft.post
        case Change.DUTIES:
            now = duties_said(person.main_duty, person.secondary_duties)
            return now, duties_said(*_duties(person, draft))
        case Change.PHONE:
            return await _numbers(session, person, draft.phone)
        case Change.LEFT:
            return await full_name(session, unit) if unit else person.name, ""
    raise Over


async def _numbers(session: AsyncSession, person: Person, phone: str) -> tuple[str, str]:
    """The old one is not shown to anybody."""
    if person.phone == phone:
        raise NothingChanges
    if await by_any_phone(session, phone):
        raise PhoneTaken
    return phone_end(person.phone or ""), phone_said(phone)


def _duties(person: Person, draft: Draft) -> tuple[str, str]:
    main, secondary = draft.main_duty, draft.secondary
    return (
        person.main_duty if main is None else main,
        person.secondary_duties if secondary is None else secondary,
    )


async def carry(session: AsyncSession, *, me: Member, draft: Draft, now: datetime) -> Carried:
    """One at a time for one person: who confirms what was overtaken is shown it anew."""
    await hold_people(session, draft.person_id)
    proposal = await propose(session, me=me, draft=draft, today=now.date())
    if proposal.before != draft.was:
        raise ChangedMeanwhile
    person = await session.get_one(Person, draft.person_id)
    row = _row(draft, proposal, me=me, now=now)
    if draft.change is Change.LEFT:
        return Carried(proposal, await leave_from(session, person, row, now=now))
    if draft.change is Change.MOVED:
        await keep_standing(session, draft.unit_id)
    await transfer.write_down(session, row, unit_id=person.unit_id)
    return Carried(proposal, _apply(person, draft, proposal, me=me))


def _row(draft: Draft, proposal: Proposal, *, me: Member, now: datetime) -> Transfer:
    is_number = draft.change is Change.PHONE
    return Transfer(
        person_id=draft.person_id,
        change=draft.change,
        effective=proposal.day,
        before="" if is_number else proposal.before,
        after="" if is_number else proposal.after,
        reason=proposal.reason,
        state=TransferState.PLANNED if proposal.is_planned else TransferState.HOLDS,
        by_id=me.id,
        at=now,
    )


def _apply(person: Person, draft: Draft, proposal: Proposal, *, me: Member) -> Sequence[Notice]:
    match draft.change:
        case Change.MOVED:
            person.unit_id = draft.unit_id
        case Change.POST:
            person.post = draft.post
        case Change.PHONE:
            person.phone = draft.phone
        case Change.DUTIES:
            person.main_duty, person.secondary_duties = _duties(person, draft)
    return [
        Transferred(
            person_id=person.id,
            change=draft.change,
            before=proposal.before,
            after=phone_end(draft.phone) or proposal.after,
            by=me.name,
        )
    ]


async def call_off(session: AsyncSession, *, me: Member, person_id: int, now: datetime) -> str:
    """They stay after all; returns their name."""
    person, _ = await reach_person(session, me=me, person_id=person_id)
    if not await may_change(session, me=me, person=person):
        raise NotOverThem
    row = await transfer.planned_for(session, person_id)
    if row is None:
        raise Over
    await transfer.cancel_planned(session, person_id)
    detail = {"change": row.change.value, "transfer": row.id, "called_off": True}
    session.add(
        Audit(
            actor_id=me.id,
            at=now,
            verb=Verb.TRANSFERRED,
            unit_id=person.unit_id,
            person_id=person.id,
            detail=detail,
        )
    )
    return person.name


async def shown(session: AsyncSession, *, me: Member, draft: Draft, today: date) -> Draft:
    """The draft as it is about to be confirmed, with how things stand now."""
    proposal = await propose(session, me=me, draft=draft, today=today)
    return replace(draft, was=proposal.before)
