"""A roll and an outage: presses that were lost, closings that came unseen, rolls opened again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.notice import Notice
from domain.refusals import Over
from domain.roll_call import RollKind, numbered

PRESSES_LIVE = timedelta(seconds=150)
"""How long the platform keeps a press for us; messages live 24 hours."""


class RollDayOver(Over):
    """A roll that was not held is called after all on its own day only."""


class ReopenedAlready(Over):
    """Somebody else has called it after all."""


@dataclass(frozen=True, kw_only=True)
class RollCallAskedAgain(Notice):
    """Presses do not outlive an outage: the silent are asked again, honestly.

    Without its hours where a supervisor has opened the roll again because of it.
    """

    roll_call_id: int
    closes_at: datetime
    since: datetime | None = None
    until: datetime | None = None

    @property
    def expires_at(self) -> datetime:
        return self.closes_at


def cut_key(roll_call_id: int, person_id: int, *, reopened: int) -> str:
    """A roll that was opened again may be cut again."""
    return f"roll-cut:{numbered(roll_call_id, reopened)}:{person_id}"


@dataclass(frozen=True, kw_only=True)
class RollCallCut(Notice):
    """A roll closed in an outage: whoever has not answered may not have been able to."""

    roll_call_id: int
    units: tuple[str, ...]
    kind: RollKind
    since: datetime
    until: datetime
    silent: int
    reopened: int

    @property
    def key(self) -> str:
        return cut_key(self.roll_call_id, self.person_id, reopened=self.reopened)
