"""Matching an account to the roster, naming the first administrators."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.notice import Notice
from domain.office import Member, Role
from domain.registration import AlreadyBound, BoundElsewhere, NotOnRoster
from models.audit import Audit
from models.claim import ClaimCode, newest_code, spend
from models.person import Person, PersonRole, administrators, by_phone, by_telegram_id, who_is
from models.unit import Unit
from services.roll_call import join_open_rolls
from services.unit import full_name

CLAIM_TRIES = 5


@dataclass(frozen=True, kw_only=True)
class Registered:
    member: Member
    unit: str
    notices: list[Notice]


async def register(
    session: AsyncSession, *, telegram_id: int, phone: str, language: str, now: datetime
) -> Registered:
    """Bind an account to the person of the roster with this number (E.164)."""
    person = await by_phone(session, phone)
    if person is None:
        raise NotOnRoster
    bound = await by_telegram_id(session, telegram_id)
    is_taken = person.telegram_id not in {None, telegram_id}
    if bound and bound.phone and bound.id != person.id and bound.active:
        raise AlreadyBound
    if is_taken:
        raise BoundElsewhere
    if bound and bound.id != person.id:
        await _let_go(session, bound, person)
    person.telegram_id = telegram_id
    person.registered_at = person.registered_at or now
    person.language = person.language or language
    person.unreachable = person.unreachable_since = None
    await session.flush()
    notices = await join_open_rolls(session, person=person, now=now)
    return await _registered(session, telegram_id, notices)


async def _let_go(session: AsyncSession, bound: Person, person: Person) -> None:
    """An administrator named by the settings turns out to be on the roster; who left is gone."""
    had_left = not bound.active
    bound.telegram_id, bound.active = None, False
    await session.flush()
    if had_left:
        return
    if await session.get(PersonRole, (person.id, Role.ADMINISTRATOR)) is None:
        session.add(PersonRole(person_id=person.id, role=Role.ADMINISTRATOR))


async def _registered(
    session: AsyncSession, telegram_id: int, notices: list[Notice]
) -> Registered:
    known = await who_is(session, telegram_id)
    if known is None:
        raise NotOnRoster
    member = known[0]
    unit = await session.get(Unit, member.unit_id) if member.unit_id else None
    return Registered(
        member=member, unit=await full_name(session, unit) if unit else "", notices=notices
    )


async def name_administrator(
    session: AsyncSession, *, telegram_id: int, name: str, now: datetime
) -> bool:
    """Make an account an administrator; False when it already is one."""
    person = await by_telegram_id(session, telegram_id)
    if person is None:
        person = Person(name=name, telegram_id=telegram_id, registered_at=now)
        session.add(person)
        await session.flush()
    if await session.get(PersonRole, (person.id, Role.ADMINISTRATOR)):
        return False
    session.add(PersonRole(person_id=person.id, role=Role.ADMINISTRATOR))
    session.add(Audit(person_id=person.id, verb=Verb.ADMINISTRATOR_NAMED, at=now))
    await session.flush()
    return True


async def first_code(session: AsyncSession, *, now: datetime) -> str | None:
    """A fresh one-time code while the office has no administrator; the last one stops working."""
    if await administrators(session):
        return None
    code = secrets.token_urlsafe(16)
    session.add(ClaimCode(hash=_hashed(code), created_at=now))
    return code


async def claim(
    session: AsyncSession, *, telegram_id: int, name: str, code: str, now: datetime
) -> Registered | None:
    """None for a wrong code: not a refusal, because the try must be remembered."""
    row = await newest_code(session)
    if await administrators(session):
        return None
    if row is None or row.tries >= CLAIM_TRIES:
        return None
    if not secrets.compare_digest(row.hash, _hashed(code)):
        row.tries += 1
        return None
    await spend(session, row, now=now)
    await name_administrator(session, telegram_id=telegram_id, name=name, now=now)
    return await _registered(session, telegram_id, [])


def _hashed(code: str) -> str:
    return hashlib.sha256(code.strip().encode()).hexdigest()
