"""Whom a task can be meant for: people by name, a post, a unit, everyone expected."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.dispatch import (
    EVERYONE,
    FREE,
    Candidate,
    NamesUnknown,
    NobodyThere,
    Recipients,
    Target,
    TargetKind,
)
from domain.office import Member, Scope
from domain.refusals import OutOfReach
from domain.text import one_line
from models import dispatch
from models.unit import Unit, units_in
from services.unit import called, reach_unit, short_name

BETWEEN_NAMES = re.compile(r"[、，,；;]")


async def recipients_of(
    session: AsyncSession, *, scope: Scope, target: Target, day: date, by: int = 0
) -> Recipients:
    """`scope` is what whoever hands it out holds; those away on `day` are marked.

    Whoever asks who is free, `by`, is not asked.
    """
    name = target.post
    if target.kind is TargetKind.UNIT:
        unit = await session.get(Unit, target.unit_id)
        if unit is None or not scope.covers(unit.path):
            raise OutOfReach
        name = await short_name(session, unit, among=scope)
        scope = scope.narrowed(unit.path)
    people = await dispatch.recipients(session, target, scope=scope, day=day)
    if target.first_takes:
        people = [each for each in people if each.person_id != by]
    if not people and not target.twice:
        raise OutOfReach if target.kind is TargetKind.PEOPLE else NobodyThere
    return Recipients(kind=target.kind, name=name, people=tuple(people))


async def find_target(session: AsyncSession, *, me: Member, text: str, now: datetime) -> Target:
    """Whom a text means: everyone, people by name, a post or a unit, in this order."""
    text = one_line(text)
    if text.lower() in EVERYONE:
        return Target(kind=TargetKind.EVERYONE)
    if text.lower() in FREE:
        return Target(kind=TargetKind.EVERYONE, first_takes=True)
    target = await _people_named(session, me=me, text=text, now=now)
    if target is None and text in await dispatch.posts_in(session, me.scope):
        target = Target(kind=TargetKind.POST, post=text)
    return target or await _unit_named(session, me=me, text=text)


async def _people_named(
    session: AsyncSession, *, me: Member, text: str, now: datetime
) -> Target | None:
    """None when not one of the names is known; some unknown among others are refused."""
    parts = [part.strip() for part in BETWEEN_NAMES.split(text) if part.strip()]
    possible = {*parts, *(word for part in parts for word in part.split())}
    found = await dispatch.named(session, sorted(possible), scope=me.scope, day=now.date())
    times = Counter(person.name for person in found)
    if not times:
        return None
    names = [name for part in parts for name in ([part] if part in times else part.split())]
    if unknown := tuple(dict.fromkeys(name for name in names if name not in times)):
        raise NamesUnknown(unknown)
    once = dict.fromkeys(p.person_id for p in found if p.name in names and times[p.name] == 1)
    twice = dict.fromkeys(name for name in names if times[name] > 1)
    return Target(kind=TargetKind.PEOPLE, people=tuple(once), twice=tuple(twice))


async def _unit_named(session: AsyncSession, *, me: Member, text: str) -> Target:
    try:
        unit = await reach_unit(session, me=me, name=text)
    except OutOfReach as unknown:
        raise NamesUnknown(tuple(BETWEEN_NAMES.split(text))) from unknown
    return Target(kind=TargetKind.UNIT, unit_id=unit.id)


async def namesakes(
    session: AsyncSession, *, me: Member, name: str, now: datetime
) -> Sequence[Candidate]:
    return await dispatch.named(session, [name], scope=me.scope, day=now.date())


async def posts_of(session: AsyncSession, *, me: Member) -> Sequence[str]:
    return await dispatch.posts_in(session, me.scope)


async def units_of(session: AsyncSession, *, me: Member) -> list[tuple[int, str]]:
    """The units held and the level below them; lower ones are typed."""
    units = await units_in(session, me.scope)
    depths = {unit.id: unit.path.count("/") for unit in units}
    lowest = min(depths.values(), default=0) + 1
    by_id = {unit.id: unit for unit in units}
    shown = sorted(
        (depths[unit.id], unit.id, called(unit, by_id.get(unit.parent_id or 0))) for unit in units
    )
    return [(unit_id, name) for depth, unit_id, name in shown if depth <= lowest]
