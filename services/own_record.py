"""What is kept about oneself: shown, given as a file, with everyone who has looked at it."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.office import Member
from domain.own_record import LOOKS_SHOWN, Counted, Facts, Kept, Look, OwnFile, OwnRecord
from domain.when import midnight
from models import own_record
from models.audit import Audit
from models.person import Person
from models.role import holdings_of, roles_of
from services.person import unit_name
from services.unit import full_name


async def show_own_record(session: AsyncSession, *, me: Member, now: datetime) -> OwnRecord:
    person = await session.get_one(Person, me.id)
    return OwnRecord(
        facts=await _facts(session, person),
        unit=await unit_name(session, me),
        counted=[row for kind in Kept if (row := await _counted(session, kind, me, now))],
        looks=await _looks(session, me, most=LOOKS_SHOWN),
    )


async def give_own_record(session: AsyncSession, *, me: Member, now: datetime) -> OwnFile:
    """Also this is an export, and stands in the audit."""
    person = await session.get_one(Person, me.id)
    given = OwnFile(
        facts=await _facts(session, person),
        unit=await unit_name(session, me),
        rows={kind: await own_record.rows_of(session, kind, me.id) for kind in Kept},
        looks=await _looks(session, me, most=None),
    )
    row = Audit(actor_id=me.id, person_id=me.id, unit_id=me.unit_id, verb=Verb.EXPORTED, at=now)
    session.add(row)
    return given


async def note_look(session: AsyncSession, *, me: Member, person_id: int, now: datetime) -> None:
    """Once a day for each who looks at somebody else."""
    if person_id == me.id or await own_record.has_looked(
        session, actor_id=me.id, person_id=person_id, since=midnight(now)
    ):
        return
    person = await session.get_one(Person, person_id)
    session.add(
        Audit(
            actor_id=me.id,
            person_id=person_id,
            unit_id=person.unit_id,
            verb=Verb.LOOKED,
            at=now,
        )
    )


async def _counted(session: AsyncSession, kind: Kept, me: Member, now: datetime) -> Counted | None:
    count, first = await own_record.count_of(session, kind, me.id)
    if first is None:
        return None
    return Counted(kind=kind, count=count, since=_local_day(first, now))


def _local_day(at: date | datetime, now: datetime) -> date:
    return at.astimezone(now.tzinfo).date() if isinstance(at, datetime) else at


async def _looks(session: AsyncSession, me: Member, *, most: int | None) -> Sequence[Look]:
    above = [int(part) for part in me.unit_path.strip("/").split("/") if part]
    rows = await own_record.looks_at(session, me.id, above=above, most=most)
    return [Look(by=name, verb=row.verb, at=row.at) for row, name in rows]


async def _facts(session: AsyncSession, person: Person) -> Facts:
    return Facts(
        name=person.name,
        phone=person.phone or "",
        employer=person.employer,
        origin=person.origin,
        post=person.post,
        main_duty=person.main_duty,
        secondary_duties=person.secondary_duties,
        registered_at=person.registered_at,
        account=person.telegram_id,
        language=person.language or "",
        unreachable_since=person.unreachable_since,
        roles=sorted(await roles_of(session, person.id)),
        holds=[await full_name(session, unit) for unit in await holdings_of(session, person.id)],
    )
