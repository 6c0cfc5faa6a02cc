"""The roster brought into the office: units as needed, people by phone, all or nothing."""

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import EVERYWHERE, Level, Role, Scope
from domain.roster import Roster, RosterRow
from domain.roster_import import BadRows, BeginsAbove, Imported, NobodyInFile
from domain.roster_units import Place, path_of
from models import roster as kept
from models.appointment import acting
from models.roster import Entry
from models.transfer import write_many
from models.unit import units_in
from services.roster_history import dated, told_of

BETWEEN = "、"
_DEPTH = {level: depth for depth, level in enumerate(Level)}
_STAYS = frozenset({Role.ADMINISTRATOR})
"""Nobody is locked out of the office by a file: this role is given by one, never taken away."""


async def known_places(session: AsyncSession) -> list[Place]:
    """The units that the office already has, for a file to refer to."""
    return list((await tree_of(session)).ids)


async def import_roster(
    session: AsyncSession,
    roster: Roster,
    *,
    now: datetime,
    among: Scope = EVERYWHERE,
    by: int | None = None,
) -> Imported:
    """Roles and holdings become the file's; people who are not in it are left alone.

    Of those the ones `among` the units of whoever imports are counted. `by` whom it was, stands
    in the history of everyone for whom something changed.
    """
    if roster.bad:
        raise BadRows(len({bad.number for bad in roster.bad}))
    if not roster.rows:
        raise NobodyInFile
    tree = await tree_of(session)
    units = await tree.grow(session, {row.place for row in roster.rows}, now=now)
    people = await kept.entries(session)
    wanted = _entries(roster.rows, tree, people)
    await _keep_acting(session, wanted, people)
    new = [entry for phone, entry in wanted.items() if phone not in people]
    same = {phone for phone, entry in wanted.items() if _before(people, phone) == entry}
    changed = {people[p][0]: wanted[p] for p in wanted if p in people and p not in same}
    await kept.add(session, new)
    await kept.change(session, changed)
    said = told_of(wanted, people, await kept.ids_of(session), tree.names())
    await write_many(session, [row | {"by_id": by, **dated(now)} for row in said])
    others = left_out(people, wanted, tree, among)
    return Imported(
        new=len(new),
        changed=len(changed),
        unchanged=len(same),
        not_in_file=len(others),
        units=units,
    )


People = Mapping[str, tuple[int, Entry]]


def left_out(people: People, phones: Container[str], tree: "Tree", among: Scope) -> list[Entry]:
    """People of these units who are at work and not in the file."""
    return [
        entry
        for phone, (_, entry) in people.items()
        if phone not in phones and entry.active and _is_among(entry, tree, among)
    ]


def _is_among(entry: Entry, tree: "Tree", among: Scope) -> bool:
    return among.covers(tree.paths.get(entry.unit_id or 0, "/"))


def _before(people: People, phone: str) -> Entry | None:
    return people[phone][1] if phone in people else None


def _entries(rows: Collection[RosterRow], tree: "Tree", people: People) -> dict[str, Entry]:
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


@dataclass(frozen=True)
class Tree:
    """The office's units by their places, and the path of each by its id."""

    ids: dict[Place, int]
    paths: dict[int, str]

    async def grow(
        self, session: AsyncSession, places: Collection[Place], *, now: datetime
    ) -> int:
        """Make the units that are missing, from high to low; returns how many."""
        self._begins_like(places)
        missing = {p[:end] for p in places for end in range(1, len(p) + 1)} - self.ids.keys()
        for length in sorted({len(place) for place in missing}):
            level = sorted(place for place in missing if len(place) == length)
            await self._add(session, level, now=now)
        return len(missing)

    async def _add(
        self, session: AsyncSession, places: Collection[Place], *, now: datetime
    ) -> None:
        rows = {place: self._row(place, now=now) for place in places}
        added = await kept.add_units(session, list(rows.values()))
        for place, row in rows.items():
            unit_id = added[row["parent_id"], row["name"]]
            above = self.paths.get(row["parent_id"], "/")
            self.ids[place], self.paths[unit_id] = unit_id, f"{above}{unit_id}/"
        await kept.set_paths(session, {self.ids[p]: self.paths[self.ids[p]] for p in places})

    def _row(self, place: Place, *, now: datetime) -> dict[str, Any]:
        level, name = place[-1]
        above = self.ids.get(place[:-1])
        return {"name": name, "level": level, "parent_id": above, "created_at": now}

    def _begins_like(self, places: Collection[Place]) -> None:
        file, office = _top(places), _top(self.ids)
        if file and office and _DEPTH[file] < _DEPTH[office]:
            raise BeginsAbove(file=file, office=office)

    def names(self) -> dict[int, str]:
        """What each unit is called in full."""
        return {unit_id: path_of(place).replace("/", " ") for place, unit_id in self.ids.items()}

    def named(self, places: Collection[Place]) -> dict[str, int]:
        """Ids by name, `三里社区` or `三里社区/第1网格`; the file's own units go before others."""
        in_file = {p[:end] for p in places for end in range(1, len(p) + 1)}
        ordered = sorted(self.ids, key=lambda place: place in in_file)
        return {
            path_of(place[start:]): self.ids[place]
            for place in ordered
            for start in range(len(place))
        }


def _top(places: Collection[Place]) -> Level | None:
    return min((place[0][0] for place in places), key=_DEPTH.__getitem__, default=None)


async def tree_of(session: AsyncSession) -> Tree:
    tree = Tree({}, {})
    place_of: dict[int | None, Place] = {None: ()}
    units = await units_in(session, EVERYWHERE)
    for unit in sorted(units, key=lambda unit: unit.path.count("/")):
        place = (*place_of[unit.parent_id], (unit.level, unit.name))
        place_of[unit.id] = place
        tree.ids[place], tree.paths[unit.id] = unit.id, unit.path
    return tree
