"""To whom a task can be handed: the auxiliaries inside a scope, by post, name or unit."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, true
from sqlalchemy import select as core_select
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.dispatch import Candidate, Target, TargetKind
from domain.office import Scope
from models.columns import fetch
from models.leave import away_on
from models.person import Person, is_auxiliary
from models.unit import Unit, within


async def recipients(
    session: AsyncSession, target: Target, *, scope: Scope, day: date
) -> Sequence[Candidate]:
    """Everyone expected on `day`, or all auxiliaries of a post, a unit (its scope), or by id."""
    chosen = _chosen(target, day)
    if target.levels:
        chosen &= col(Unit.level).in_(target.levels)
    return await _candidates(session, chosen, scope=scope, day=day)


def _chosen(target: Target, day: date) -> ColumnElement[bool]:
    match target.kind:
        case TargetKind.EVERYONE:
            return col(Person.telegram_id).is_not(None) & ~away_on(day)
        case TargetKind.POST:
            return col(Person.post) == target.post
        case TargetKind.PEOPLE:
            return col(Person.id).in_(target.people)
        case TargetKind.UNIT:
            return true()


async def named(
    session: AsyncSession, names: Sequence[str], *, scope: Scope, day: date
) -> Sequence[Candidate]:
    return await _candidates(session, col(Person.name).in_(names), scope=scope, day=day)


async def _candidates(
    session: AsyncSession, chosen: ColumnElement[bool], *, scope: Scope, day: date
) -> list[Candidate]:
    reachable = col(Person.telegram_id).is_not(None) & col(Person.unreachable).is_(None)
    shown: dict[str, Any] = {
        "person_id": Person.id,
        "name": Person.name,
        "post": Person.post,
        "unit_id": Unit.id,
        "unit": Unit.name,
        "level": Unit.level,
        "is_reachable": reachable,
        "is_away": away_on(day),
    }
    found = (
        core_select(col(Person.phone), *shown.values())
        .join_from(Person, Unit, col(Unit.id) == col(Person.unit_id))
        .where(is_auxiliary(), within(scope), chosen)
        .order_by(col(Unit.path), col(Person.id))
    )
    return [
        Candidate(phone_end=(phone or "")[-4:], **dict(zip(shown, row, strict=True)))
        for phone, *row in await fetch(session, found)
    ]


async def posts_in(session: AsyncSession, scope: Scope) -> Sequence[str]:
    """The posts of a scope, those of many people first."""
    found = (
        select(Person.post)
        .join(Unit, col(Unit.id) == col(Person.unit_id))
        .where(is_auxiliary(), within(scope), Person.post != "")
        .group_by(Person.post)
        .order_by(func.count().desc(), Person.post)
    )
    return (await session.exec(found)).all()
