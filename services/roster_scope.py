"""Which rows of a roster touch a unit or a person that is not the sender's."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.office import EVERYWHERE, Member, Role
from domain.roster import BadRow, Reason, Roster
from models.roster import Entry
from services.roster_plan import Plan


def out_of_reach(roster: Roster, plan: Plan, *, me: Member) -> tuple[BadRow, ...]:
    """A stranger's unit is as good as unknown: all of these rows have one and the same reason."""
    if me.scope == EVERYWHERE:
        return ()
    reach = Reach(me, plan)
    rows = (row for row in roster.rows if any(reach.faults(plan.wanted[row.phone])))
    return tuple(BadRow(row.number, Reason.OUT_OF_REACH) for row in rows)


@dataclass(frozen=True)
class Reach:
    me: Member
    plan: Plan

    def faults(self, wanted: Entry) -> Iterator[bool]:
        """Where they go, what they get, and where they are now."""
        yield not self._covers(wanted)
        if (known := self.plan.people.get(wanted.phone)) is None:
            yield Role.ADMINISTRATOR in wanted.roles
            return
        person_id, before = known
        yield not self._covers(before)
        yield Role.ADMINISTRATOR in wanted.roles - before.roles
        yield person_id == self.me.id and Role.SUPERVISOR not in wanted.roles

    def may_end(self, person_id: int, entry: Entry) -> bool:
        """Not oneself, no administrator, and nobody who holds what one does not hold."""
        is_above = Role.ADMINISTRATOR in entry.roles
        return person_id != self.me.id and not is_above and self._covers(entry)

    def _covers(self, entry: Entry) -> bool:
        """The unit, and all that is held."""
        paths = self.plan.tree.paths
        places = (entry.unit_id or 0, *entry.holds)
        return all(self.me.scope.covers(paths.get(unit_id, "/")) for unit_id in places)
