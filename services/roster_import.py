"""The roster brought into the office: units as needed, people by phone, all or nothing."""

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.office import EVERYWHERE, Role, Scope
from domain.roster import Roster, RosterRow
from domain.roster_import import BadRows, Imported, NobodyInFile
from domain.roster_units import Place
from models import roster as kept
from models.appointment import acting
from models.audit import Audit
from models.roster import Entry
from models.transfer import write_many
from services.roster_history import dated, told_of
from services.roster_tree import Tree, tree_of

BETWEEN = "、"
_STAYS = frozenset({Role.ADMINISTRATOR})
"""Nobody is locked out of the office by a file: this role is given by one, never taken away."""


async def known_places(session: AsyncSession) -> list[Place]:
    """The units that the office already has, for a file to refer to."""
    return list((await tree_of(session)).ids)


@dataclass(frozen=True)
class Trial:
    """What an import would do, and the people of the asker's units who are not in the file."""

    would: Imported
    leaving: list[Entry]


async def try_roster(session: AsyncSession, roster: Roster, *, among: Scope) -> Trial:
    """As an import, without writing anything."""
    tree = await _tree_for(session, roster)
    units = tree.imagine(roster)
    plan = await _plan(session, roster, tree, among=among)
    return Trial(plan.counted(units), plan.left_out)


async def import_roster(
    session: AsyncSession,
    roster: Roster,
    *,
    now: datetime,
    among: Scope = EVERYWHERE,
    by: int | None = None,
) -> Imported:
    """Roles and holdings become the file's; people who are not in it are left alone.

    Of those the ones `among` the units of whoever imports are counted. `by` whom it was stands
    in the history of everyone for whom something changed, and in the audit.
    """
    tree = await _tree_for(session, roster)
    units = await tree.grow(session, {row.place for row in roster.rows}, now=now)
    plan = await _plan(session, roster, tree, among=among)
    await kept.add(session, plan.new)
    await kept.change(session, plan.changed)
    ids = await kept.ids_of(session)
    said = told_of(plan.wanted, plan.people, ids, tree.names())
    await write_many(session, [row | {"by_id": by, **dated(now)} for row in said])
    done = plan.counted(units)
    counts = {"new": done.new, "changed": done.changed, "units": done.units}
    session.add(Audit(actor_id=by, at=now, verb=Verb.IMPORTED, detail=counts))
    return done


async def _tree_for(session: AsyncSession, roster: Roster) -> Tree:
    if roster.bad:
        raise BadRows(len({bad.number for bad in roster.bad}))
    if not roster.rows:
        raise NobodyInFile
    return await tree_of(session)


People = Mapping[str, tuple[int, Entry]]


@dataclass(frozen=True)
class Plan:
    """The people as they are and as they shall be, by phone; `changed` by the id of their row."""

    people: People
    wanted: Mapping[str, Entry]
    new: list[Entry]
    changed: Mapping[int, Entry]
    left_out: list[Entry]

    def counted(self, units: int) -> Imported:
        return Imported(
            new=len(self.new),
            changed=len(self.changed),
            unchanged=len(self.wanted) - len(self.new) - len(self.changed),
            not_in_file=len(self.left_out),
            units=units,
        )


async def _plan(session: AsyncSession, roster: Roster, tree: Tree, *, among: Scope) -> Plan:
    people = await kept.entries(session)
    wanted = _entries(roster.rows, tree, people)
    await _keep_acting(session, wanted, people)
    return Plan(
        people=people,
        wanted=wanted,
        new=[entry for phone, entry in wanted.items() if phone not in people],
        changed={
            people[phone][0]: entry
            for phone, entry in wanted.items()
            if phone in people and people[phone][1] != entry
        },
        left_out=left_out(people, wanted, tree, among),
    )


def left_out(people: People, phones: Container[str], tree: Tree, among: Scope) -> list[Entry]:
    """People of these units who are at work and not in the file."""
    return [
        entry
        for phone, (_, entry) in people.items()
        if phone not in phones and entry.active and _is_among(entry, tree, among)
    ]


def _is_among(entry: Entry, tree: Tree, among: Scope) -> bool:
    return among.covers(tree.paths.get(entry.unit_id or 0, "/"))


def _before(people: People, phone: str) -> Entry | None:
    return people[phone][1] if phone in people else None


def _entries(rows: Collection[RosterRow], tree: Tree, people: People) -> dict[str, Entry]:
    named = tree.named({row.place for row in rows})
    entries = {}
    for row in rows:
        own = tree.ids[row.place]
        before = _before(people, row.phone)
        holds = frozenset(named[name] for name in row.holds) or frozenset({own})
        entries[row.phone] = Entry(
            phone=row.phone,
            name=row.name,
            employer=row.employer,
            origin=row.origin,
            post=row.post,
            main_duty=row.main_duty,
            secondary_duties=BETWEEN.join(row.secondary_duties),
            unit_id=own,
            roles=row.roles | (before.roles & _STAYS if before else frozenset()),
            holds=holds if Role.SUPERVISOR in row.roles else frozenset(),
        )
    return entries


async def _keep_acting(session: AsyncSession, wanted: dict[str, Entry], people: People) -> None:
    """Who acts for another until a day goes on doing so: no file says anything of it."""
    acts = await acting(session)
    for phone, entry in wanted.items():
        if held := acts.get(people[phone][0]) if phone in people else None:
            wanted[phone] = replace(
                entry,
                roles=entry.roles | {each.role for each in held},
                holds=entry.holds | {each.unit_id for each in held if each.unit_id},
            )
