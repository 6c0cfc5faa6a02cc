"""Looking up the people of one's units."""

from dataclasses import replace
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from domain.people import PAGE, PeoplePage, name_part, page_within
from models import people
from models.role import roles_among


async def find_people(
    session: AsyncSession, *, me: Member, part: str, page: int, today: date
) -> PeoplePage:
    part = name_part(part)
    count = await people.people_named(session, part=part, scope=me.scope)
    page = page_within(page, count=count, size=PAGE)
    found = await people.people_today(
        session, part=part, scope=me.scope, day=today, first=page * PAGE, size=PAGE
    )
    roles = await roles_among(session, [each.person_id for each in found])
    shown = (replace(each, roles=tuple(roles[each.person_id])) for each in found)
    return PeoplePage(part=part, page=page, count=count, people=tuple(shown))
