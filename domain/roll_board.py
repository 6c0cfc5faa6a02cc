"""The supervisor's board of an open roll: one message, drawn anew while the answers come in."""

from dataclasses import dataclass
from datetime import datetime

from domain.notice import Notice
from domain.office import Stationed
from domain.roll_call import RollKind, Tally

SILENT_SHOWN = 20
MOST_NAMED = 2 * SILENT_SHOWN
"""Of more without an answer no name is read: only how many they are."""


def board_key(roll_call_id: int, person_id: int) -> str:
    return f"roll-board:{roll_call_id}:{person_id}"


@dataclass(frozen=True, kw_only=True)
class RollBoardDrawn(Notice):
    """`silent` are the first without an answer; what `is_first` is a message of its own."""

    roll_call_id: int
    units: tuple[str, ...]
    day: datetime
    closes_at: datetime
    tally: Tally
    kind: RollKind = RollKind.MORNING
    silent: tuple[Stationed, ...] = ()
    is_first: bool = False
    is_closed: bool = False

    @property
    def key(self) -> str | None:
        return board_key(self.roll_call_id, self.person_id) if self.is_first else None

    @property
    def redraws(self) -> tuple[str, ...]:
        return () if self.is_first else (board_key(self.roll_call_id, self.person_id),)

    @property
    def expires_at(self) -> datetime | None:
        return self.closes_at if self.is_first else None

    @property
    def urgent(self) -> bool:
        """One message for one reader comes before the many of the roll; a new drawing may wait."""
        return self.is_first

    @property
    def may_tick(self) -> bool:
        """Somebody is left for whom a supervisor may answer."""
        return not self.is_closed and self.tally.unanswered > 0
