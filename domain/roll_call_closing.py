"""What supervisors hear of a roll that is closed, or was never held."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.notice import Notice
from domain.office import Stationed
from domain.reach import Silence
from domain.roll_call import Attendance, RollKind, Tally


@dataclass(frozen=True, kw_only=True)
class RollCallClosed(Notice):
    """The supervisor's list.

    `out_of_reach` are those of the absent whom no message reaches, `asking` those who wait for
    the decision of a leave, `by_proxy` those for whom a
    supervisor answered, `outside` and `unplaced` those who were asked for their place and were
    out of bounds, or did not say; `put_right` had a contest approved. What is drawn `again` takes
    the place of the list that was sent.
    """

    roll_call_id: int
    units: tuple[str, ...]
    day: datetime
    kind: RollKind
    tally: Tally
    names: Mapping[Attendance, tuple[Stationed, ...]]
    out_of_reach: tuple[tuple[str, Silence], ...] = ()
    asking: tuple[Stationed, ...] = ()
    by_proxy: tuple[Stationed, ...] = ()
    outside: tuple[Stationed, ...] = ()
    unplaced: tuple[Stationed, ...] = ()
    put_right: tuple[Stationed, ...] = ()
    again: bool = False

    @property
    def key(self) -> str | None:
        return None if self.again else self._list

    @property
    def redraws(self) -> tuple[str, ...]:
        return (self._list,) if self.again else ()

    @property
    def _list(self) -> str:
        """A roll that was opened again has a second one."""
        return f"roll-closed:{self.roll_call_id}:{self.person_id}:{self.day.timestamp():.0f}"


@dataclass(frozen=True, kw_only=True)
class RollCallMissed(Notice):
    """Nobody was asked, the office being out or failing; `units` are those of the reader."""

    unit_id: int
    units: tuple[str, ...]
    due_at: datetime
    kind: RollKind = RollKind.MORNING
    has_failed: bool = False
    may_reopen: bool = False
