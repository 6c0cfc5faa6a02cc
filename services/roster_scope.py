"""Which rows of a roster touch a unit or a person that is not the sender's."""

from collections.abc import Iterator, Mapping

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import EVERYWHERE, Member, Role
from domain.roster import BadRow, Reason, Roster, RosterRow
from domain.roster_units import Place, path_of
from models import roster as kept
from models.roster import Entry
from services.roster_tree import Tree, tree_of


async def out_of_reach(session: AsyncSession, roster: Roster, *, me: Member) -> list[BadRow]:
    """A stranger's unit is as good as unknown: all of these rows have one and the same reason."""
    if me.scope == EVERYWHERE:
        return []
    reach = Reach(me, await tree_of(session), await kept.entries(session))
    rows = [row for row in roster.rows if any(reach.faults(row))]
    return [BadRow(row.number, Reason.OUT_OF_REACH) for row in rows]


class Reach:
    def __init__(self, me: Member, tree: Tree, people: Mapping[str, tuple[int, Entry]]) -> None:
        self.me, self.tree, self.people = me, tree, people
        self.named = tree.named([])

    def faults(self, row: RosterRow) -> Iterator[bool]:
        """Where they go, what they get, and where they are now."""
        yield not self.me.scope.covers(self._path(row.place))
        yield any(not self._holds(name, row) for name in row.holds)
        if (known := self.people.get(row.phone)) is None:
            yield Role.ADMINISTRATOR in row.roles
            return
        person_id, before = known
        yield not self._covers(before.unit_id)
        yield any(not self._covers(unit_id) for unit_id in before.holds)
        yield Role.ADMINISTRATOR in row.roles - before.roles
        yield person_id == self.me.id and Role.SUPERVISOR not in row.roles

    def _path(self, place: Place) -> str:
        """Of the unit, or of the nearest above it that is there already."""
        known = (place[:end] for end in range(len(place), 0, -1) if place[:end] in self.tree.ids)
        found = next(known, None)
        return self.tree.paths[self.tree.ids[found]] if found else "/"

    def _covers(self, unit_id: int | None) -> bool:
        return unit_id is not None and self.me.scope.covers(self.tree.paths[unit_id])

    def _holds(self, name: str, row: RosterRow) -> bool:
        """A unit that is new in this file lies in the row's own place, or there is none."""
        if name in self.named:
            return self._covers(self.named[name])
        return self.me.scope.covers(self._path(row.place)) and name in {
            path_of(row.place[start:end])
            for end in range(1, len(row.place) + 1)
            for start in range(end)
        }
