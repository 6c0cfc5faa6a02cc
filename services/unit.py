"""Finding the unit somebody means, inside what is theirs; a foreign one is as good as unknown."""

from collections.abc import Collection, Iterable, Sequence
from operator import attrgetter

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import EVERYWHERE, Level, Member, Scope
from domain.refusals import NameTwice, OutOfReach
from domain.summary import topmost, unit_order
from domain.unit_end import UnitEnded
from domain.unit_said import endings, is_called
from models.unit import (
    Unit,
    called_alike,
    hold_all_still,
    hold_still,
    top_units,
    units_at,
    units_called,
)


async def reach_unit(session: AsyncSession, *, me: Member, name: str = "") -> Unit:
    """The named unit if `me` may act on it; without a name the first one they hold.

    `三里社区 第一网格`, in one word too, tells grids of one name apart.
    """
    name = " ".join(name.split())
    if not name:
        return await own_unit(session, me)
    near = await units_called(session, names=endings(name), scope=me.scope)
    standing = [unit for unit in near if unit.ended is None]
    if unit := await the_one(session, name, among=standing, scope=me.scope):
        return unit
    if gone := await _ended_last(session, name, among=near):
        await refuse_ended(session, gone)
    raise OutOfReach


async def _ended_last(session: AsyncSession, name: str, *, among: Iterable[Unit]) -> Unit | None:
    gone = sorted((unit for unit in among if unit.ended), key=attrgetter("ended"), reverse=True)
    for unit in gone:
        if is_called(name, await _names_down_to(session, unit)):
            return unit
    return None


async def the_one(
    session: AsyncSession, name: str, *, among: Iterable[Unit], scope: Scope
) -> Unit | None:
    """Who names several is told how each of them is called."""
    ways = [(unit, await _names_down_to(session, unit)) for unit in among]
    found = [unit for unit, way in ways if is_called(name, way)]
    if len(found) > 1:
        raise NameTwice(tuple([await short_name(session, unit, among=scope) for unit in found]))
    return found[0] if found else None


def called(unit: Unit, above: Unit | None) -> str:
    """On a button: every community has a first grid, so a grid is named with its community."""
    return f"{above.name} {unit.name}" if above and unit.level is Level.GRID else unit.name


async def name_of(session: AsyncSession, unit: Unit) -> str:
    return called(unit, await session.get(Unit, unit.parent_id) if unit.parent_id else None)


async def refuse_ended(session: AsyncSession, unit: Unit) -> None:
    if unit.ended:
        name = await name_of(session, unit)
        raise UnitEnded(unit_id=unit.id, name=name, day=unit.ended)


async def reach_unit_id(session: AsyncSession, *, me: Member, unit_id: int) -> Unit:
    """The unit a button was made for, if it is still `me` who holds it."""
    unit = await session.get(Unit, unit_id)
    if unit is None or not me.scope.covers(unit.path):
        raise OutOfReach
    await refuse_ended(session, unit)
    return unit


async def keep_standing(session: AsyncSession, unit_id: int) -> Unit:
    """Whoever comes into a unit comes before its end, or not at all."""
    if unit := await hold_still(session, unit_id):
        return unit
    if gone := await session.get(Unit, unit_id, populate_existing=True):
        await refuse_ended(session, gone)
    raise OutOfReach


async def keep_all_standing(session: AsyncSession, unit_ids: Collection[int]) -> None:
    """What is given to the people of units is given before the end of each, or not at all."""
    held = await hold_all_still(session, unit_ids)
    if gone := set(unit_ids).difference(held):
        await keep_standing(session, min(gone))


async def own_unit(session: AsyncSession, me: Member) -> Unit:
    held = await units_held(session, me)
    if not held:
        raise OutOfReach
    return min(held, key=lambda unit: (unit.path.count("/"), unit.path))


async def units_held(session: AsyncSession, me: Member) -> Sequence[Unit]:
    """The highest that are theirs, without those below."""
    if me.scope == EVERYWHERE:
        held = await top_units(session)
    else:
        held = await units_at(session, topmost(me.scope.paths))
    standing = (unit for unit in held if unit.ended is None)
    return sorted(standing, key=lambda unit: unit_order(unit.path))


async def full_name(session: AsyncSession, unit: Unit) -> str:
    """From the top: 朝阳区 三里街道 三里社区."""
    return " ".join(await _names_down_to(session, unit))


async def short_name(session: AsyncSession, unit: Unit, *, among: Scope = EVERYWHERE) -> str:
    """As much of the full name as tells it from the others of its name `among` those units."""
    names = await _names_down_to(session, unit)
    others = [
        await _names_down_to(session, other)
        for other in await called_alike(session, unit)
        if among.covers(other.path)
    ]
    needed = 2 if unit.level is Level.GRID else 1
    while needed < len(names) and any(other[-needed:] == names[-needed:] for other in others):
        needed += 1
    return " ".join(names[-needed:])


async def _names_down_to(session: AsyncSession, unit: Unit) -> list[str]:
    above = [int(part) for part in unit.path.strip("/").split("/")]
    return [(await session.get_one(Unit, unit_id)).name for unit_id in above]
