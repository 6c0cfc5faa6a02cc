"""What one of those concerned reads about a file, drawn when it is sent."""

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.roster_told import Changed, RosterTold, held_of
from domain.transfer import Change
from models import transfer
from models.audit import Audit
from models.person import Person
from models.role import roles_of


async def tell(
    session: AsyncSession, *, person_id: int, audit_id: int, after: int, last: int
) -> RosterTold | None:
    rows = await transfer.of_import(
        session, person_id=person_id, audit_id=audit_id, after=after, last=last
    )
    person = await session.get_one(Person, person_id)
    if not rows or not person.active:
        return None
    audit = await session.get_one(Audit, audit_id)
    by = await session.get(Person, audit.actor_id) if audit.actor_id else None
    roles = {Change.GRANTED, Change.REVOKED}
    return RosterTold(
        person_id=person_id,
        audit_id=audit_id,
        name=person.name,
        changes=tuple(
            Changed(change=row.change, before=row.before, after=row.after)
            for row in rows
            if row.change not in roles
        ),
        given=held_of([row.after for row in rows if row.change is Change.GRANTED]),
        taken=held_of([row.before for row in rows if row.change is Change.REVOKED]),
        roles=await roles_of(session, person_id),
        by=by.name if by else "",
    )
