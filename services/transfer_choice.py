"""What is offered when somebody is moved or given another post."""

from collections.abc import Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from models import dispatch
from models.unit import units_in
from services.unit import called

POSTS = 4


async def posts_of(session: AsyncSession, *, me: Member) -> Sequence[str]:
    """The first ones there are; others are typed."""
    return [post for post in await dispatch.posts_in(session, me.scope) if post][:POSTS]


async def places_of(session: AsyncSession, *, me: Member) -> Sequence[tuple[int, str]]:
    """Units of one's own, from high to low, grids with their community."""
    units = await units_in(session, me.scope)
    by_id = {unit.id: unit for unit in units}
    ordered = sorted(units, key=lambda unit: (unit.path.count("/"), unit.path))
    return [(unit.id, called(unit, by_id.get(unit.parent_id or 0))) for unit in ordered]
