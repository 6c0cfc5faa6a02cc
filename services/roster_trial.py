"""A roster from the chat, compared with the office beside its work, then shown or written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.notice import Notice, Owed
from domain.office import Member, Role
from domain.refusals import NotAllowed
from domain.roster import BadRow, Roster, read_roster
from domain.roster_leaving import Leaving
from domain.roster_sent import (
    OfficeChanged,
    RosterApplied,
    RosterTried,
    SentState,
    Trial,
)
from domain.roster_units import Place, UnitsNamed
from models import roster_sent
from models.person import Person, who_is
from models.roster import Standing, held_standing, standing_of
from models.roster_sent import Cells, RosterSent
from services.roster_file import read_phone
from services.roster_import import Sheets, carry_out, sheets_of
from services.roster_leaving import end_services, leavers_of
from services.roster_plan import Plan, places_of, plan_roster
from services.roster_scope import out_of_reach
from services.roster_sent import Errand


@dataclass(frozen=True)
class Desk:
    """A sender with roles and units as they are by now, and the office as it stands."""

    me: Member
    standing: Standing
    cells: Cells | None
    mark: str | None
    leaving: Leaving | None


@dataclass(frozen=True)
class Compared:
    """A plan, or the rows for which there is none."""

    roster: Roster
    bad: tuple[BadRow, ...] = ()
    plan: Plan | None = None


async def desk_of(session: AsyncSession, errand: Errand) -> Desk:
    row = await session.get_one(RosterSent, errand.sent_id)
    person = await session.get_one(Person, row.person_id)
    known = await who_is(session, person.telegram_id or 0)
    if known is None or not known[0].is_any({Role.SUPERVISOR, Role.ADMINISTRATOR}):
        raise NotAllowed
    return Desk(
        me=known[0],
        standing=await standing_of(session),
        cells=row.cells,
        mark=row.mark,
        leaving=Leaving.read(row.leaving) if row.leaving else None,
    )


def compare(cells: Cells, desk: Desk) -> Compared:
    """Rows that cannot be read and rows of others' units come back together."""
    units = places_of(desk.standing.units)
    roster = read_roster(cells, read_phone=read_phone, units=units)
    if roster.bad and not roster.rows:
        return Compared(roster, roster.bad)
    readable = _readable(roster, units) if roster.bad else roster
    plan = plan_roster(readable, desk.standing, among=desk.me.scope)
    if bad := (*roster.bad, *out_of_reach(readable, plan, me=desk.me)):
        return Compared(roster, bad)
    return Compared(roster, plan=plan)


def _readable(roster: Roster, units: Sequence[Place]) -> Roster:
    """What is left without the bad rows, and without units that only those name."""
    named = UnitsNamed([*units, *(row.place for row in roster.rows)])
    rows = (replace(row, holds=tuple(filter(named.times, row.holds))) for row in roster.rows)
    return replace(roster, rows=tuple(rows), bad=())


def prepare(desk: Desk) -> Sheets:
    """What was confirmed, as it would go today: refused unless that is what was shown."""
    plan = compare(desk.cells or [], desk).plan
    if plan is None or plan.mark != desk.mark:
        raise OfficeChanged
    if desk.leaving and leavers_of(plan, me=desk.me).ids != desk.leaving.ids:
        raise OfficeChanged
    return sheets_of(plan)


def trial_of(compared: Compared, plan: Plan, *, me: Member) -> Trial:
    return Trial(
        totals=compared.roster.totals,
        ignored=compared.roster.ignored,
        would=plan.counted,
        left_out=sorted(entry.name for entry in plan.left_out.values()),
        leavers=leavers_of(plan, me=me),
        mark=plan.mark,
    )


async def show_trial(
    session: AsyncSession, errand: Errand, trial: Trial, cells: Cells
) -> Sequence[Notice]:
    """What would come of it is shown to the sender, who decides."""
    row = await roster_sent.locked(session, errand.sent_id)
    if row is None or row.state is not SentState.ASKED:
        return []
    row.state, row.cells, row.mark = SentState.READ, cells, trial.mark
    if trial.leavers.ids and not trial.leavers.why_not:
        row.leaving = Leaving(ids=trial.leavers.ids).written()
    return [RosterTried(person_id=row.person_id, sent_id=row.id, trial=trial)]


async def write_confirmed(
    session: AsyncSession, errand: Errand, desk: Desk, sheets: Sheets, *, now: datetime
) -> Sequence[Owed] | None:
    """In one transaction; nothing is done where the office has moved on since it was compared."""
    row = await roster_sent.locked(session, errand.sent_id)
    if row is None or row.state is not SentState.CONFIRMED:
        return []
    if await held_standing(session) != desk.standing:
        return None
    written = await carry_out(session, sheets, now=now, by=desk.me.id)
    told: Sequence[Notice] = ()
    if desk.leaving:
        told = await end_services(session, sheets.plan, desk.leaving, me=desk.me, now=now)
    row.close(SentState.APPLIED, now=now)
    return [
        RosterApplied(person_id=row.person_id, done=written.done, leaving=desk.leaving),
        *told,
        written.told,
    ]
