"""Giving certificates to those who came and have passed, and telling of their end."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.notice import Notice
from domain.office import Member
from domain.training_attendance import NotTheTrainer
from domain.training_certificate import (
    AHEAD,
    Certificate,
    CertificateEnding,
    CertificateIssued,
    CertificatesEnding,
    Certifying,
    NobodyToCertify,
    expiry,
    reminder,
    reminders,
)
from models import occurrence, training_certificate
from models.audit import Audit
from models.occurrence import Occurrence
from models.person import Person, supervisors_of
from models.training import Training
from services.training_desk import open_desk


async def certifying(session: AsyncSession, *, me: Member, training_id: int) -> Certifying:
    people = await _standing(session, me, training_id)
    row = await session.get_one(Training, training_id)
    return Certifying(
        training_id=training_id,
        title=row.title,
        ready=tuple(person.name for person, through, has in people if through and not has),
        issued=sum(has is not None for _, _, has in people),
        others=sum(not through and not has for _, through, has in people),
    )


async def _standing(
    session: AsyncSession, me: Member, training_id: int
) -> Sequence[tuple[Person, bool, int | None]]:
    desk = await open_desk(session, me=me, training_id=training_id)
    if not desk.leads:
        raise NotTheTrainer
    return await training_certificate.standing(session, training_id, reader=me.id, scope=me.scope)


async def issue_certificates(
    session: AsyncSession, *, me: Member, training_id: int, years: int, now: datetime
) -> Sequence[Notice]:
    """One for each who is through and has none; pressed twice, nobody has two."""
    people = await _standing(session, me, training_id)
    ready = [person.id for person, through, has in people if through and not has]
    if not ready:
        raise NobodyToCertify
    until = expiry(now.date(), years)
    await training_certificate.issue(
        session,
        training_id,
        ready,
        issued_by=me.id,
        issued_on=now.date(),
        expires_on=until,
    )
    row = await session.get_one(Training, training_id)
    if until:
        to_come = reminders(
            training_id=training_id, unit_id=row.unit_id, expires_on=until, now=now
        )
        await occurrence.plan(session, to_come)
    detail = {"training": training_id, "people": len(ready), "years": years}
    session.add(Audit(actor_id=me.id, at=now, verb=Verb.CERTIFIED, detail=detail))
    return [
        CertificateIssued(person_id=each.person_id, certificate=each.plain(row.title))
        for each in await training_certificate.issued_for(session, training_id)
        if each.person_id in ready
    ]


async def my_certificates(
    session: AsyncSession, *, me: Member, today: date
) -> Sequence[Certificate]:
    """One that has ended is shown for a year more."""
    found = await training_certificate.certificates_of(session, me.id)
    return [each for each in found if not each.has_ended(today - timedelta(days=365))]


async def tell_of_ends(session: AsyncSession, *, due: Occurrence, now: datetime) -> list[Notice]:
    """Each person once for each of the two reminders, and their nearest supervisors."""
    days, row = AHEAD[due.kind], await session.get_one(Training, due.subject_id)
    notices: list[Notice] = []
    below: dict[tuple[str, date], list[Person]] = {}
    last = due.day + timedelta(days=days)
    found = await training_certificate.ending(
        session, row.id, first=now.date(), last=last, days=days
    )
    for held, person, path in found:
        held.told = days
        shown = held.plain(row.title)
        notices.append(CertificateEnding(person_id=person.id, certificate=shown, days=days))
        below.setdefault((path, held.expires_on or last), []).append(person)
    return [*notices, *await _tell_above(session, row, below, days)]


async def _tell_above(
    session: AsyncSession, row: Training, below: dict[tuple[str, date], list[Person]], days: int
) -> list[Notice]:
    names: dict[tuple[int, date], list[str]] = {}
    for (path, expires_on), people in below.items():
        for supervisor in await supervisors_of(session, path):
            others = [person.name for person in people if person.id != supervisor.id]
            names.setdefault((supervisor.id, expires_on), []).extend(others)
    return [
        CertificatesEnding(
            person_id=person_id,
            training_id=row.id,
            title=row.title,
            expires_on=expires_on,
            days=days,
            names=tuple(people),
        )
        for (person_id, expires_on), people in names.items()
        if people
    ]


async def put_ends_off(session: AsyncSession, *, due: Occurrence, now: datetime) -> None:
    """A day that was missed is made up for on the next morning."""
    row = await session.get_one(Training, due.subject_id)
    tomorrow = now.date() + timedelta(days=1)
    again = reminder(due.kind, training_id=row.id, unit_id=row.unit_id, day=tomorrow, now=now)
    await occurrence.plan(session, [again])
