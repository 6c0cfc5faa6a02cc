"""Applying to join or with a new account, and deciding about it once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.application import (
    DECLINED_A_DAY,
    AccountChanging,
    ApplicationClosed,
    ApplicationReceived,
    ApplicationState,
    AppliedAlready,
    AppliedTooOften,
    Asked,
    Choice,
    Draft,
    NobodyDecides,
    Wish,
    asking_prefix,
)
from domain.notice import Notice
from domain.office import EVERYWHERE, Member
from domain.refusals import NameTwice, Over
from domain.unit_said import endings
from models import application
from models.application import Application
from models.outbox import withdraw
from models.outbox_held import keys_under
from models.person import Person, administrators, by_phone, supervisors_of
from models.unit import Unit, children_of, top_units, units_called
from services.unit import full_name, keep_standing, refuse_ended, short_name, the_one


async def places(session: AsyncSession, *, within: int = 0) -> Choice:
    """The office from the top, or what stands below one unit."""
    above = await session.get(Unit, within) if within else None
    below = await children_of(session, above.id) if above else await top_units(session)
    return Choice(
        units=tuple((unit.id, unit.name) for unit in sorted(below, key=lambda unit: unit.id)),
        here=(above.id, above.name) if above else None,
    )


async def place_named(session: AsyncSession, name: str) -> int | None:
    """Where exactly one unit is called so, a grid with its community before it or without."""
    near = await units_called(session, names=endings(name), scope=EVERYWHERE)
    standing = [unit for unit in near if unit.ended is None]
    try:
        found = await the_one(session, name, among=standing, scope=EVERYWHERE)
    except NameTwice:
        return None
    return found.id if found else None


async def place_name(session: AsyncSession, unit_id: int) -> str:
    unit = await session.get(Unit, unit_id)
    if unit is None:
        raise Over
    await refuse_ended(session, unit)
    return await full_name(session, unit)


async def whose_place(session: AsyncSession, phone: str) -> tuple[Person, int]:
    """The person of the roster who is asked for by their own number, and their unit."""
    person = await by_phone(session, phone)
    if person is None or person.unit_id is None or person.telegram_id is None:
        raise Over
    return person, person.unit_id


async def apply(
    session: AsyncSession, *, account: int, language: str, draft: Draft, now: datetime
) -> Sequence[Notice]:
    """Whoever decides is asked; for a new account the old one hears of it at once."""
    told = await _may_apply(session, account=account, phone=draft.phone, now=now)
    is_again = bool(told)
    row = Application(
        wish=draft.wish,
        account=account,
        name=draft.name,
        phone=draft.phone,
        language=language,
        unit_id=draft.unit_id,
        asked_at=now,
    )
    if draft.wish is Wish.NEW_ACCOUNT:
        person, row.unit_id = await whose_place(session, draft.phone)
        row.person_id, row.name = person.id, person.name
        told.append(changing(person, row.state))
    elif await by_phone(session, draft.phone):
        raise Over
    return [*await _ask(session, row, is_again=is_again), *told]


async def _may_apply(
    session: AsyncSession, *, account: int, phone: str, now: datetime
) -> list[Notice]:
    """What nobody answered for a day may be asked again; those who were asked see it end."""
    since = now - timedelta(days=1)
    declined = await application.declined_since(session, account=account, phone=phone, since=since)
    if declined >= DECLINED_A_DAY:
        raise AppliedTooOften
    told: list[Notice] = []
    for row in await application.open_for(session, account=account, phone=phone):
        if row.asked_at > since:
            raise AppliedAlready
        row.state, row.decided_at = ApplicationState.LAPSED, now
        told += await closed(session, row, await asked_of(session, row), by=None)
    return told


async def _ask(
    session: AsyncSession, row: Application, *, is_again: bool
) -> list[ApplicationReceived]:
    """Again means one level further up too."""
    unit = await keep_standing(session, row.unit_id)
    people, path = await _deciders(session, unit.path, row)
    if is_again and path.strip("/"):
        people += (await _deciders(session, _above(path), row))[0]
    if not people:
        raise NobodyDecides
    session.add(row)
    await session.flush()
    asked = await asked_of(session, row)
    return [ApplicationReceived(person_id=person.id, asked=asked) for person in people]


async def _deciders(
    session: AsyncSession, path: str, row: Application
) -> tuple[list[Person], str]:
    """The nearest supervisors whom the chat reaches, and the path at which they were found."""
    while path.strip("/"):
        if found := _reached(await supervisors_of(session, path), row):
            return found, path
        path = _above(path)
    return _reached(await administrators(session), row), path


def _above(path: str) -> str:
    return path.rstrip("/").rpartition("/")[0] + "/"


def _reached(people: Sequence[Person], row: Application) -> list[Person]:
    """Those to whom messages arrive, but for the one it is about."""
    return [each for each in people if each.is_reached and each.id != row.person_id]


async def asked_of(session: AsyncSession, row: Application) -> Asked:
    return Asked(
        application_id=row.id,
        wish=row.wish,
        name=row.name,
        phone_end=row.phone[-4:],
        unit=await short_name(session, await session.get_one(Unit, row.unit_id)),
    )


def changing(person: Person, state: ApplicationState, *, by: str = "") -> AccountChanging:
    return AccountChanging(
        person_id=person.id,
        state=state,
        by=by,
        chat_id=person.telegram_id or 0,
        language=person.language,
    )


async def closed(
    session: AsyncSession, row: Application, asked: Asked, *, by: Member | None
) -> list[Notice]:
    """The question changes for all but the one who answered it, if anybody did."""
    keys = await keys_under(session, asking_prefix(row.id))
    await withdraw(session, keys)
    people = {int(key.rpartition(":")[2]) for key in keys} - ({by.id} if by else set())
    name = by.name if by else ""
    return [
        ApplicationClosed(person_id=person_id, asked=asked, state=row.state, by=name)
        for person_id in sorted(people)
    ]
