"""The office's units as a roster names them: found by their places, and made where missing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Level
from domain.roster_import import BeginsAbove
from domain.roster_units import Place, path_of
from models import roster as kept
from models.roster import Rows

_DEPTH = {level: depth for depth, level in enumerate(Level)}


@dataclass(frozen=True)
class Tree:
    """The office's units by their places, and the path of each by its id."""

    ids: dict[Place, int]
    paths: dict[int, str]

    def imagine(self, places: Collection[Place]) -> list[Place]:
        """The missing units under numbers that no row has, from high to low; returns which."""
        self._begins_like(places)
        every = {p[:end] for p in places for end in range(1, len(p) + 1)}
        missing = sorted(every - self.ids.keys(), key=lambda place: (len(place), place))
        for number, place in enumerate(missing, start=1):
            above = self.paths.get(self.ids.get(place[:-1], 0), "/")
            self.ids[place], self.paths[-number] = -number, f"{above}{-number}/"
        return missing

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


def tree_of(units: Rows) -> Tree:
    tree = Tree({}, {})
    place_of: dict[int | None, Place] = {None: ()}
    for unit_id, above, level, name, path in sorted(units, key=_depth):
        place = (*place_of[above], (level, name))
        place_of[unit_id] = place
        tree.ids[place], tree.paths[unit_id] = unit_id, path
    return tree


def _depth(unit: tuple[Any, ...]) -> int:
    return str(unit[-1]).count("/")


async def make_units(
    session: AsyncSession, tree: Tree, imagined: Sequence[Place], *, now: datetime
) -> dict[int, int]:
    """The imagined units made real, level by level; returns their ids by the imagined ones."""
    made: dict[int, int] = {}
    paths = dict(tree.paths)
    for _, level in groupby(imagined, key=len):
        places = list(level)
        rows = [_row(tree, place, made, now=now) for place in places]
        added = await kept.add_units(session, rows)
        for place, row in zip(places, rows, strict=True):
            unit_id = added[row["parent_id"], row["name"]]
            made[tree.ids[place]] = unit_id
            paths[unit_id] = f"{paths.get(row['parent_id'], '/')}{unit_id}/"
        await kept.set_paths(
            session, {made[tree.ids[p]]: paths[made[tree.ids[p]]] for p in places}
        )
    return made


def _row(tree: Tree, place: Place, made: Mapping[int, int], *, now: datetime) -> dict[str, Any]:
    level, name = place[-1]
    above = tree.ids.get(place[:-1])
    parent_id = made.get(above, above) if above else None
    return {"name": name, "level": level, "parent_id": parent_id, "created_at": now}
