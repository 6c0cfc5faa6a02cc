"""What is left of a year's leave, and who sets what is allowed."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.leave import LeaveKind
from domain.leave_allowance import Balance, workday_halves
from domain.office import Member
from domain.when import Spell
from models import leave
from models import leave_allowance as allowances
from models.audit import Audit
from models.leave_allowance import LeaveAllowance
from models.unit import Unit
from services.calendar_unit import rest_days_in


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """`source` is the unit that has set it."""

    kind: LeaveKind
    days: int
    source: Unit


async def allowed_in(session: AsyncSession, path: str) -> dict[LeaveKind, Allowed]:
    """What holds in a unit: its own, or what the nearest unit above allows."""
    return {
        row.kind: Allowed(kind=row.kind, days=row.days, source=unit)
        for row, unit in await allowances.allowed_over(session, path)
    }


async def balance_of(
    session: AsyncSession, *, person_id: int, path: str, kind: LeaveKind, spell: Spell
) -> Balance | None:
    """Of the year in which the days begin; nothing where the unit has not said what it allows."""
    allowed = (await allowed_in(session, path)).get(kind)
    if allowed is None:
        return None
    year = spell.first.year
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = await leave.leaves_over(session, person_id=person_id, first=first, last=last)
    rest = await rest_days_in(session, path, first=first, last=last)
    others = [row.spell for row in rows if row.kind is kind and not row.spell.meets(spell)]
    return Balance(
        kind=kind,
        year=year,
        allowed=2 * allowed.days,
        taken=workday_halves(others, year=year, rest=rest),
        wanted=workday_halves([spell], year=year, rest=rest),
    )


async def allow(
    session: AsyncSession,
    *,
    me: Member,
    unit: Unit,
    kind: LeaveKind,
    days: int | None,
    now: datetime,
) -> None:
    """None gives the unit's own figure back."""
    row = await allowances.allowance(session, unit_id=unit.id, kind=kind)
    about = {"kind": kind.value, "days": days, "before": row.days if row else None}
    done = Verb.ALLOWANCE_CHANGED
    session.add(Audit(actor_id=me.id, at=now, verb=done, unit_id=unit.id, detail=about))
    if days is None:
        if row is not None:
            await session.delete(row)
        return
    if row is None:
        row = LeaveAllowance(unit_id=unit.id, kind=kind, days=days, changed_at=now)
        session.add(row)
    row.days, row.changed_at, row.changed_by = days, now, me.id
