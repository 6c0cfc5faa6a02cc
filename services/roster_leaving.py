"""Ending the service of those whom a file leaves out: who they are, and that it is done."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.notice import Notice
from domain.office import Member
from domain.refusals import OfficeError
from domain.roster_leaving import Leavers, Leaving, Named, check_leaving
from domain.transfer import Change, TransferState
from models.person import Person
from models.roster import Entry
from models.transfer import Transfer
from services.roster_plan import Plan
from services.roster_scope import Reach
from services.service_end import leave_from


def leavers_of(plan: Plan, *, me: Member) -> Leavers:
    """Of the units that the file names, those whom its sender may let go."""
    reach, units = Reach(me, plan), {entry.unit_id for entry in plan.wanted.values()}
    new = {entry.name for entry in plan.new}
    gone = {
        person_id: entry
        for person_id, entry in plan.left_out.items()
        if entry.unit_id in units and entry.name not in new and reach.may_end(person_id, entry)
    }
    return Leavers(
        ids=tuple(gone),
        named=_named(gone, plan),
        twins=tuple(sorted(e.name for e in plan.left_out.values() if e.name in new)),
        why_not=_why_not(gone, plan),
    )


def _named(gone: Mapping[int, Entry], plan: Plan) -> Named:
    named: defaultdict[str, list[str]] = defaultdict(list)
    for entry in gone.values():
        named[unit_of(entry, plan)].append(entry.name)
    return [(unit, sorted(names)) for unit, names in sorted(named.items())]


def unit_of(entry: Entry, plan: Plan) -> str:
    return plan.names.get(entry.unit_id or 0, "")


def _why_not(gone: Mapping[int, Entry], plan: Plan) -> OfficeError | None:
    there = (entry for _, entry in plan.people.values() if entry.active)
    of = Counter(unit_of(entry, plan) for entry in there)
    try:
        check_leaving(Counter(unit_of(entry, plan) for entry in gone.values()), of)
    except OfficeError as why:
        return why
    return None


async def end_services(
    session: AsyncSession, plan: Plan, leaving: Leaving, *, me: Member, now: datetime
) -> Sequence[Notice]:
    """A row for each of them, in the transaction of the file itself."""
    day = date.fromordinal(leaving.day)
    told: list[Notice] = []
    for person_id in leaving.ids:
        row = Transfer(
            person_id=person_id,
            change=Change.LEFT,
            effective=day,
            before=unit_of(plan.left_out[person_id], plan),
            reason=leaving.reason,
            state=TransferState.PLANNED if day > now.date() else TransferState.HOLDS,
            by_id=me.id,
            at=now,
        )
        person = await session.get_one(Person, person_id)
        told += await leave_from(session, person, row, now=now)
    return told
