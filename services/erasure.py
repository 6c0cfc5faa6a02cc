"""Erasing one person who has left, at the word of the operator."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.erasure import ErasureRefused, Leaver, WhyNotErased
from models import retention
from models.audit import Audit
from models.conversation import forget
from models.people import persons_meant
from models.person import Person
from models.unit import Unit
from services.unit import full_name


async def find_leaver(session: AsyncSession, whom: str) -> Leaver:
    """By id or by the whole name; whoever is still in service is refused."""
    found = await persons_meant(session, whom)
    if not found:
        raise ErasureRefused(WhyNotErased.UNKNOWN)
    gone = [await _leaver(session, person) for person in found if not person.active]
    if not gone:
        raise ErasureRefused(WhyNotErased.IN_SERVICE)
    if len(gone) > 1:
        raise ErasureRefused(WhyNotErased.SEVERAL, tuple(gone))
    return gone[0]


async def _leaver(session: AsyncSession, person: Person) -> Leaver:
    unit = await session.get(Unit, person.unit_id) if person.unit_id else None
    return Leaver(
        person_id=person.id,
        name=person.name,
        unit=await full_name(session, unit) if unit else "",
    )


async def erase(session: AsyncSession, leaver: Leaver, *, called: str, now: datetime) -> None:
    """`called` stands where the name stood."""
    person = await session.get_one(Person, leaver.person_id)
    await retention.blur_person(session, person.id)
    await retention.blur_letters_naming(session, person.name)
    if person.telegram_id is not None:
        await forget(session, person.telegram_id)
        await retention.forget_account(session, person.telegram_id)
    person.name, person.spelling, person.phone = called, None, None
    person.telegram_id = person.language = person.registered_at = None
    person.unreachable = person.unreachable_since = None
    session.add(Audit(person_id=person.id, verb=Verb.ERASED, at=now, unit_id=person.unit_id))
