"""The office's units as a roster names them: found by their places, and made where missing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import EVERYWHERE, Level
from domain.roster import Roster
from domain.roster_import import BeginsAbove
from domain.roster_units import Place, path_of
from models import roster as kept
from models.unit import units_in

_DEPTH = {level: depth for depth, level in enumerate(Level)}


@dataclass(frozen=True)
class Tree:
    """The office's units by their places, and the path of each by its id."""

    ids: dict[Place, int]
    paths: dict[int, str]

    def imagine(self, roster: Roster) -> int:
        """The missing units under numbers that no row has; returns how many."""
        missing = self._missing({row.place for row in roster.rows})
        for number, place in enumerate(missing, start=1):
            self.ids[place] = -number
        return len(missing)

    async def grow(
        self, session: AsyncSession, places: Collection[Place], *, now: datetime
    ) -> int:
        """Make the units that are missing, from high to low; returns how many."""
        missing = self._missing(places)
        for length in sorted({len(place) for place in missing}):
            level = sorted(place for place in missing if len(place) == length)
            await self._add(session, level, now=now)
        return len(missing)

    def _missing(self, places: Collection[Place]) -> set[Place]:
        self._begins_like(places)
        return {p[:end] for p in places for end in range(1, len(p) + 1)} - self.ids.keys()

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
