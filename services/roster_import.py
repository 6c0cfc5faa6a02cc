"""The roster brought into the office: units as needed, people by phone, all or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.notice import Circular
from domain.office import EVERYWHERE
from domain.roster import Roster
from domain.roster_import import Imported
from domain.roster_told import tell_concerned
from models import roster as kept
from models.audit import Audit
from models.roster import standing_of
from models.spelling import spelled
from models.transfer import write_many
from services.roster_history import rows_of
from services.roster_plan import Plan, plan_roster
from services.roster_tree import make_units

Rows = Sequence[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Sheets:
    """The rows that carry out a plan, made before its transaction begins.

    `regiven` are those of whom a role or a holding is another now.
    """

    plan: Plan
    new: Rows
    changed: Rows
    renamed: Rows
    regiven: Mapping[int, kept.Entry]


@dataclass(frozen=True)
class Written:
    """`told` goes to everybody registered for whom it has changed something."""

    done: Imported
    told: Circular


def sheets_of(plan: Plan) -> Sheets:
    before = dict(plan.people.values())
    changed = plan.changed.items()
    return Sheets(
        plan=plan,
        new=[entry.columns | {"spelling": spelled(entry.name)} for entry in plan.new],
        changed=[{"id": at, **entry.columns} for at, entry in changed],
        renamed=[
            {"id": at, "spelling": spelled(entry.name)}
            for at, entry in changed
            if entry.name != before[at].name
        ],
        regiven={
            at: entry
            for at, entry in changed
            if (entry.roles, entry.holds) != (before[at].roles, before[at].holds)
        },
    )


async def import_roster(session: AsyncSession, roster: Roster, *, now: datetime) -> Imported:
    """By nobody of the office, all at once, where nobody else waits for it."""
    plan = plan_roster(roster, await standing_of(session), among=EVERYWHERE)
    return (await carry_out(session, sheets_of(plan), now=now, by=None)).done


async def carry_out(
    session: AsyncSession, sheets: Sheets, *, now: datetime, by: int | None
) -> Written:
    """Roles and holdings become the file's; people who are not in it are left alone.

    `by` whom it was stands in the history of everyone for whom something changed, and in the
    audit.
    """
    plan = sheets.plan
    made = await make_units(session, plan.tree, plan.imagined, now=now)
    await kept.add_people(session, _placed(sheets.new, made))
    await kept.change_people(session, list(_placed(sheets.changed, made)))
    await kept.change_people(session, sheets.renamed)
    await kept.take(session, sheets.regiven)
    ids = await kept.ids_of(session)
    given = {ids[entry.phone]: entry for entry in plan.new} | dict(sheets.regiven)
    await kept.give(session, given, made)
    span = await write_many(session, rows_of(plan.told, ids, by=by, now=now))
    done = plan.counted
    counts = {"new": done.new, "changed": done.changed, "units": len(done.units)}
    audit = Audit(actor_id=by, at=now, verb=Verb.IMPORTED, detail=counts)
    session.add(audit)
    await session.flush()
    return Written(done, tell_concerned(audit.id, after=span.after, last=span.last, now=now))


def _placed(rows: Rows, made: Mapping[int, int]) -> Iterator[dict[str, Any]]:
    """Units that were only imagined have become real."""
    return (row | {"unit_id": made.get(row["unit_id"], row["unit_id"])} for row in rows)
