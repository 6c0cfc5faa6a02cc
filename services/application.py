"""Applying to join or with a new account, and deciding about it once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.application import (
    DECLINED_A_DAY,
    AccountChanging,
    ApplicationAnswered,
    ApplicationClosed,
    ApplicationDecided,
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
from domain.audit import Verb
from domain.notice import Notice
from domain.office import Member
from domain.refusals import OutOfReach, Over
from models import application
from models.application import Application
from models.audit import Audit
from models.outbox import withdraw
from models.outbox_held import keys_under
from models.person import Person, administrators, by_phone, supervisors_of
from models.unit import Unit, children_of, top_units, units_named
from services.admission import admit, rebind
from services.unit import full_name


@dataclass(frozen=True)
class Decision:
    asked: Asked
    state: ApplicationState
    notices: Sequence[Notice]


async def places(session: AsyncSession, *, within: int = 0) -> Choice:
    """The office from the top, or what stands below one unit."""
    above = await session.get(Unit, within) if within else None
    below = await children_of(session, above.id) if above else await top_units(session)
    return Choice(
        units=tuple((unit.id, unit.name) for unit in sorted(below, key=lambda unit: unit.id)),
        here=(above.id, above.name) if above else None,
    )


async def place_named(session: AsyncSession, name: str) -> int | None:
    """Where exactly one unit bears that name."""
    found = await units_named(session, name)
    return found[0].id if len(found) == 1 else None


async def place_name(session: AsyncSession, unit_id: int) -> str:
    unit = await session.get(Unit, unit_id)
    if unit is None:
        raise Over
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
    await _may_apply(session, account=account, phone=draft.phone, now=now)
    row = Application(
        wish=draft.wish,
        account=account,
        name=draft.name,
        phone=draft.phone,
        language=language,
        unit_id=draft.unit_id,
        asked_at=now,
    )
    told: list[Notice] = []
    if draft.wish is Wish.NEW_ACCOUNT:
        person, row.unit_id = await whose_place(session, draft.phone)
        row.person_id, row.name = person.id, person.name
        told.append(_changing(person, is_done=False))
    elif await by_phone(session, draft.phone):
        raise Over
    return [*await _ask(session, row), *told]


async def _may_apply(session: AsyncSession, *, account: int, phone: str, now: datetime) -> None:
    if await application.is_open_for(session, account=account, phone=phone):
        raise AppliedAlready
    since = now - timedelta(days=1)
    declined = await application.declined_since(session, account=account, phone=phone, since=since)
    if declined >= DECLINED_A_DAY:
        raise AppliedTooOften


async def _ask(session: AsyncSession, row: Application) -> list[ApplicationReceived]:
    unit = await session.get(Unit, row.unit_id)
    if unit is None:
        raise Over
    people = await _deciders(session, unit.path, row)
    if not people:
        raise NobodyDecides
    session.add(row)
    await session.flush()
    asked = await _asked(session, row)
    return [ApplicationReceived(person_id=person.id, asked=asked) for person in people]


async def _deciders(session: AsyncSession, path: str, row: Application) -> list[Person]:
    """The nearest supervisors whom the chat reaches, never the one it is about."""
    while path.strip("/"):
        if found := _reached(await supervisors_of(session, path), row):
            return found
        path = path.rstrip("/").rpartition("/")[0] + "/"
    return _reached(await administrators(session), row)


def _reached(people: Sequence[Person], row: Application) -> list[Person]:
    return [each for each in people if each.telegram_id and each.id != row.person_id]


async def _asked(session: AsyncSession, row: Application) -> Asked:
    return Asked(
        application_id=row.id,
        wish=row.wish,
        name=row.name,
        phone_end=row.phone[-4:],
        unit=await place_name(session, row.unit_id),
    )


def _changing(person: Person, *, is_done: bool, by: str = "") -> AccountChanging:
    return AccountChanging(
        person_id=person.id,
        is_done=is_done,
        by=by,
        chat_id=person.telegram_id or 0,
        language=person.language,
    )


async def decide(
    session: AsyncSession, *, me: Member, application_id: int, approve: bool, now: datetime
) -> Decision:
    """The first answer counts; everybody else's question says by whom it was given."""
    row = await application.locked(session, application_id)
    unit = await session.get(Unit, row.unit_id) if row else None
    if row is None or unit is None or not me.scope.covers(unit.path) or row.person_id == me.id:
        raise OutOfReach
    if row.state is not ApplicationState.ASKED:
        raise await _decided_already(session, row)
    told = await _approved(session, row, me=me, now=now) if approve else []
    row.state = ApplicationState.APPROVED if approve else ApplicationState.DECLINED
    row.decided_at, row.decided_by = now, me.id
    session.add(
        Audit(
            actor_id=me.id,
            at=now,
            verb=Verb.DECIDED,
            unit_id=row.unit_id,
            person_id=row.person_id,
            detail={"application": row.id, "state": row.state.value},
        )
    )
    asked = await _asked(session, row)
    told = [_answered(row, asked.unit), *told, *await _closed(session, row, asked, me=me)]
    return Decision(asked, row.state, told)


async def _decided_already(session: AsyncSession, row: Application) -> ApplicationDecided:
    by = await session.get(Person, row.decided_by) if row.decided_by else None
    return ApplicationDecided(by=by.name if by else "", state=row.state)


async def _approved(
    session: AsyncSession, row: Application, *, me: Member, now: datetime
) -> list[Notice]:
    if row.wish is Wish.JOIN:
        done = await admit(session, row, me=me, now=now)
        row.person_id = done.member.id
        return list(done.notices)
    person, _ = await whose_place(session, row.phone)
    told = _changing(person, is_done=True, by=me.name)
    return [told, *await rebind(session, row, person, me=me, now=now)]


def _answered(row: Application, unit: str) -> ApplicationAnswered:
    return ApplicationAnswered(
        person_id=0,
        state=row.state,
        wish=row.wish,
        unit=unit,
        chat_id=row.account,
        language=row.language,
    )


async def _closed(
    session: AsyncSession, row: Application, asked: Asked, *, me: Member
) -> list[ApplicationClosed]:
    keys = await keys_under(session, asking_prefix(row.id))
    await withdraw(session, keys)
    people = {int(key.rpartition(":")[2]) for key in keys} - {me.id}
    return [
        ApplicationClosed(person_id=person_id, asked=asked, state=row.state, by=me.name)
        for person_id in sorted(people)
    ]
