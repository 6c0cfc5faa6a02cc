"""For whom a training can be: the units and the posts within a supervisor's reach."""

from collections.abc import Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from domain.training import Audience
from models import training
from models.unit import units_in
from services.unit import called, reach_unit


async def audiences(
    session: AsyncSession, *, me: Member, of_posts: bool
) -> Sequence[tuple[int, str]]:
    """Units, the highest first; or posts, each by one person who has it."""
    if of_posts:
        return await training.posts_in(session, me.scope)
    units = await units_in(session, me.scope)
    by_id = {unit.id: unit for unit in units}
    ranked = sorted(units, key=lambda unit: (unit.path.count("/"), unit.path))
    return [(unit.id, called(unit, by_id.get(unit.parent_id or 0))) for unit in ranked]


async def audience_named(session: AsyncSession, *, me: Member, name: str) -> Audience:
    posts = [post for _, post in await training.posts_in(session, me.scope)]
    if name in posts:
        return Audience(post=name)
    return Audience(unit_id=(await reach_unit(session, me=me, name=name)).id)
