"""One person of one's units: how they stand today, and what has changed for them so far."""

from collections.abc import Sequence
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from domain.people import Listed, name_part, page_within
from domain.refusals import OutOfReach
from domain.transfer import PAGE, Card, Entry, History, HistoryOfWhom
from models import people, transfer
from models.role import roles_of
from models.transfer import Transfer
from services.transfer import may_change, reach_person
from services.unit import short_name

CHOICES = 5


async def show_person(session: AsyncSession, *, me: Member, person_id: int, today: date) -> Card:
    person, unit = await reach_person(session, me=me, person_id=person_id)
    planned = await transfer.planned_for(session, person_id)
    roles = await roles_of(session, person_id)
    return Card(
        person_id=person.id,
        name=person.name,
        unit=await short_name(session, unit, among=me.scope) if unit else "",
        post=person.post,
        main_duty=person.main_duty,
        secondary_duties=person.secondary_duties,
        employer=person.employer,
        origin=person.origin,
        roles=tuple(sorted(roles)),
        active=person.active,
        is_registered=person.telegram_id is not None,
        is_reachable=person.unreachable is None,
        may_change=person.active and await may_change(session, me=me, person=person),
        today=await people.state_today(session, person_id=person_id, day=today),
        leaves=planned.effective if planned else None,
    )


async def find_history(
    session: AsyncSession, *, me: Member, part: str
) -> History | Sequence[Listed]:
    """Of the one who is meant, also of one who has left; or several to choose from."""
    part = name_part(part)
    if not part:
        raise HistoryOfWhom
    found = await people.anybody_named(session, part=part, scope=me.scope, size=CHOICES + 1)
    exact = [each for each in found if each.name == part]
    match exact or found:
        case []:
            raise OutOfReach
        case [only]:
            return await history(session, me=me, person_id=only.person_id, page=0)
        case several:
            return several[:CHOICES]


async def history(session: AsyncSession, *, me: Member, person_id: int, page: int) -> History:
    person, _ = await reach_person(session, me=me, person_id=person_id)
    count = await transfer.count_of(session, person_id)
    page = page_within(page, count=count, size=PAGE)
    rows = await transfer.history_of(session, person_id, first=page * PAGE, size=PAGE)
    return History(
        person_id=person_id,
        name=person.name,
        page=page,
        count=count,
        entries=tuple(_entry(row, by or "") for row, by in rows),
    )


def _entry(row: Transfer, by: str) -> Entry:
    return Entry(
        change=row.change,
        state=row.state,
        day=row.effective,
        before=row.before,
        after=row.after,
        reason=row.reason,
        by=by,
    )
