"""A unit asks for the place at the roll, or asks no more; the nearest decision above holds."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.fence import Fence, PlaceRule
from domain.office import Member, Scope
from models import fence, roll_place
from models.audit import Audit
from models.fence import FenceRule
from models.roll_call import RollCall
from models.unit import Unit, units_in
from services.unit import name_of, reach_unit_id

Rules = Mapping[str, tuple[FenceRule, Unit]]


async def change_asking(
    session: AsyncSession, *, me: Member, unit_id: int, is_asked: bool, now: datetime
) -> PlaceRule:
    unit = await reach_unit_id(session, me=me, unit_id=unit_id)
    rule = await _own(session, unit, me, now)
    rule.is_asked = is_asked
    return await see_rule(session, unit)


async def change_fence(
    session: AsyncSession, *, me: Member, unit_id: int, circle: Fence | None, now: datetime
) -> PlaceRule:
    """The unit's ground, not anybody's place."""
    unit = await reach_unit_id(session, me=me, unit_id=unit_id)
    rule = await _own(session, unit, me, now)
    rule.latitude = circle.latitude if circle else None
    rule.longitude = circle.longitude if circle else None
    rule.radius = circle.radius if circle else None
    return await see_rule(session, unit)


async def _own(session: AsyncSession, unit: Unit, me: Member, now: datetime) -> FenceRule:
    """The first decision of a unit begins with what it inherited."""
    rule = await session.get(FenceRule, unit.id)
    if rule is None:
        above = _nearest(await fence.rules(session), unit.path)
        given = above[0].model_dump() if above else {}
        rule = FenceRule(**given | {"unit_id": unit.id, "changed_at": now, "changed_by": me.id})
        session.add(rule)
    rule.changed_at, rule.changed_by = now, me.id
    session.add(Audit(actor_id=me.id, at=now, verb=Verb.FENCE_CHANGED, unit_id=unit.id))
    await session.flush()
    return rule


async def see_rule(session: AsyncSession, unit: Unit) -> PlaceRule:
    await session.flush()
    found = _nearest(await fence.rules(session), unit.path)
    name = await name_of(session, unit)
    if found is None:
        return PlaceRule(unit_id=unit.id, unit=name)
    rule, source = found
    return PlaceRule(
        unit_id=unit.id,
        unit=name,
        source=await name_of(session, source),
        is_asked=rule.is_asked,
        fence=rule.fence,
    )


def _nearest(rules: Rules, path: str) -> tuple[FenceRule, Unit] | None:
    above = [held for held in rules if path.startswith(held)]
    return rules[max(above, key=len)] if above else None


async def fence_at(session: AsyncSession, path: str) -> Fence | None:
    found = _nearest(await fence.rules(session), path)
    return found[0].fence if found else None


async def ask_for_places(session: AsyncSession, roll: RollCall) -> None:
    """As the rules stand when the roll is called."""
    rules = await fence.rules(session)
    asking = tuple(path for path, (rule, _) in rules.items() if rule.is_asked)
    if not asking:
        return
    below = await units_in(session, Scope(paths=asking))
    units = [
        unit.id for unit in below if (near := _nearest(rules, unit.path)) and near[0].is_asked
    ]
    await roll_place.ask(session, roll_call_id=roll.id, units=units)
