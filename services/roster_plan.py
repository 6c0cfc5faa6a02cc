"""What a roster's file would change, worked out from how the office stands, beside its work."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from domain.office import Role, Scope
from domain.roster import Roster, RosterRow
from domain.roster_columns import Column
from domain.roster_import import BadRows, Imported, NobodyInFile
from domain.roster_units import Place
from models.roster import Entry, Rows, Standing, entries
from services.roster_history import Told, told_of
from services.roster_tree import Tree, tree_of

BETWEEN = "、"
_STAYS = frozenset({Role.ADMINISTRATOR})
"""Nobody is locked out of the office by a file: this role is given by one, never taken away."""

_COLUMNS = {
    "employer": Column.EMPLOYER,
    "origin": Column.ORIGIN,
    "post": Column.POST,
    "main_duty": Column.MAIN_DUTY,
    "secondary_duties": Column.SECONDARY_DUTIES,
}

People = Mapping[str, tuple[int, Entry]]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The people as they are and as they shall be, by phone; `changed` by the id of their row.

    Units that are new have the numbers that `tree` imagines for them, and `imagined` says which;
    `names` are what all of them are called in full.
    """

    tree: Tree
    imagined: list[Place]
    people: People
    wanted: Mapping[str, Entry]
    left_out: Mapping[int, Entry]
    names: Mapping[int, str]
    told: Told

    @cached_property
    def new(self) -> list[Entry]:
        return [entry for phone, entry in self.wanted.items() if phone not in self.people]

    @cached_property
    def changed(self) -> Mapping[int, Entry]:
        known = ((*self.people[p], entry) for p, entry in self.wanted.items() if p in self.people)
        return {person_id: entry for person_id, before, entry in known if before != entry}

    @cached_property
    def counted(self) -> Imported:
        new, changed = len(self.new), len(self.changed)
        return Imported(
            new=new,
            changed=changed,
            unchanged=len(self.wanted) - new - changed,
            not_in_file=len(self.left_out),
            units=self.imagined,
        )

    @cached_property
    def mark(self) -> str:
        """The same for two plans that change the same."""
        return sha256(repr((self.imagined, self.told)).encode()).hexdigest()


def places_of(units: Rows) -> list[Place]:
    """The units that the office already has, for a file to refer to."""
    return list(tree_of(units).ids)


def plan_roster(roster: Roster, standing: Standing, *, among: Scope) -> Plan:
    """Of those who are not in the file, the ones `among` the units of whoever imports count."""
    if roster.bad:
        raise BadRows(len({bad.number for bad in roster.bad}))
    if not roster.rows:
        raise NobodyInFile
    tree, people = tree_of(standing.units), entries(standing)
    imagined = tree.imagine({row.place for row in roster.rows})
    wanted = dict(_wanted(roster, tree, people))
    _keep_acting(wanted, standing, people)
    names = tree.names()
    return Plan(
        tree=tree,
        imagined=imagined,
        people=people,
        wanted=wanted,
        left_out={
            person_id: entry
            for phone, (person_id, entry) in people.items()
            if phone not in wanted and entry.active and _is_among(entry, tree, among)
        },
        names=names,
        told=told_of(wanted, people, names),
    )


def _is_among(entry: Entry, tree: Tree, among: Scope) -> bool:
    return among.covers(tree.paths.get(entry.unit_id or 0, "/"))


def _wanted(roster: Roster, tree: Tree, people: People) -> Iterator[tuple[str, Entry]]:
    named = tree.named({row.place for row in roster.rows})
    left_alone = [name for name, column in _COLUMNS.items() if column not in roster.given]
    for row in roster.rows:
        entry = _entry(row, tree, named)
        if row.phone in people:
            before = people[row.phone][1]
            entry = replace(
                _with_roles(entry, before, roster.given),
                **{name: getattr(before, name) for name in left_alone},
            )
        yield row.phone, entry


def _entry(row: RosterRow, tree: Tree, named: Mapping[str, int]) -> Entry:
    own = tree.ids[row.place]
    holds = frozenset(named[name] for name in row.holds) or frozenset({own})
    return Entry(
        phone=row.phone,
        name=row.name,
        employer=row.employer,
        origin=row.origin,
        post=row.post,
        main_duty=row.main_duty,
        secondary_duties=BETWEEN.join(row.secondary_duties),
        unit_id=own,
        roles=row.roles,
        holds=holds if Role.SUPERVISOR in row.roles else frozenset(),
    )


def _with_roles(entry: Entry, before: Entry, given: Container[Column]) -> Entry:
    """A column that the file does not have says nothing of who is known already."""
    if Column.ROLES not in given and before.active:
        return replace(entry, roles=before.roles, holds=before.holds)
    is_kept = Column.HOLDS not in given and Role.SUPERVISOR in entry.roles & before.roles
    return replace(
        entry,
        roles=entry.roles | before.roles & _STAYS,
        holds=before.holds if is_kept else entry.holds,
    )


def _keep_acting(wanted: dict[str, Entry], standing: Standing, people: People) -> None:
    """Who acts for another until a day goes on doing so: no file says anything of it."""
    phones = {person_id: phone for phone, (person_id, _) in people.items()}
    for person_id, role, unit_id in standing.acting:
        if (phone := phones.get(person_id, "")) in wanted:
            entry = wanted[phone]
            wanted[phone] = replace(
                entry,
                roles=entry.roles | {role},
                holds=entry.holds | ({unit_id} if unit_id else set()),
            )
