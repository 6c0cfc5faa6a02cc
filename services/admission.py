"""What an approved application does to the roster: a new person, or a person's new account."""

from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member, Role
from domain.registration import AlreadyBound
from domain.transfer import Change
from models.application import Application
from models.person import Person, PersonRole, by_any_phone, by_telegram_id
from models.role import roles_of, take_all
from models.transfer import Transfer, write_down
from services.account_moved import take_along
from services.registration import Registered, register
from services.unit import full_name, keep_standing


async def admit(
    session: AsyncSession, row: Application, *, me: Member, now: datetime
) -> Registered:
    """On the roster from now on, as an auxiliary; somebody who had left comes back."""
    unit = await keep_standing(session, row.unit_id)
    await _free(session, row.account)
    person = await by_any_phone(session, row.phone)
    change = Change.RETURNED if person and not person.active else Change.HIRED
    if person is None:
        person = Person(name=row.name, phone=row.phone, unit_id=row.unit_id)
        session.add(person)
    elif not person.active:
        person.active, person.name, person.unit_id = True, row.name, row.unit_id
        person.telegram_id = None
        await take_all(session, person.id)
    await session.flush()
    if not await roles_of(session, person.id):
        session.add(PersonRole(person_id=person.id, role=Role.AUXILIARY))
    await _note(session, person, change, after=await full_name(session, unit), me=me, now=now)
    return await register(
        session, telegram_id=row.account, phone=row.phone, language=row.language, now=now
    )


async def rebind(
    session: AsyncSession, row: Application, person: Person, *, me: Member, now: datetime
) -> Registered:
    """From now on the person speaks through the new account, and the old one is a stranger's."""
    await _free(session, row.account)
    old, person.telegram_id = person.telegram_id, None
    await session.flush()
    await _note(session, person, Change.REBOUND, after="", me=me, now=now)
    asked = await take_along(session, person, old=old, new=row.account, now=now) if old else []
    done = await register(
        session, telegram_id=row.account, phone=row.phone, language=row.language, now=now
    )
    return replace(done, notices=[*asked, *done.notices])


async def _free(session: AsyncSession, account: int) -> None:
    """An account that belonged to somebody who has left may belong to somebody again."""
    bound = await by_telegram_id(session, account)
    if bound is None:
        return
    if bound.active:
        raise AlreadyBound
    bound.telegram_id = None
    await session.flush()


async def _note(
    session: AsyncSession, person: Person, change: Change, *, after: str, me: Member, now: datetime
) -> None:
    row = Transfer(
        person_id=person.id,
        change=change,
        effective=now.date(),
        after=after,
        by_id=me.id,
        at=now,
    )
    await write_down(session, row, unit_id=person.unit_id)
