"""One person's day as it stands at this hour."""

from dataclasses import dataclass
from datetime import datetime

from domain.review import ReviewState
from domain.roll_call import Attendance, RollKind
from domain.rota import Shift
from domain.special_period import SecondRoll
from domain.task import PlannedTask
from domain.training import PlannedTraining
from domain.when import Spell


@dataclass(frozen=True, kw_only=True)
class Today:
    """`attendance` is None when no roll was called yet or the person `joined_later`, `review`
    when none was opened.

    `shift` is the one that a rota gives; `away` are colleagues of the same unit with how long,
    never why.
    """

    now: datetime
    attendance: Attendance | None = None
    joined_later: bool = False
    kind: RollKind = RollKind.MORNING
    minutes: int = 0
    answered_at: datetime | None = None
    roll_call_id: int = 0
    closes_at: datetime | None = None
    second: SecondRoll | None = None
    review: ReviewState | None = None
    tasks: tuple[PlannedTask, ...] = ()
    trainings: tuple[PlannedTraining, ...] = ()
    shift: Shift | None = None
    away: tuple[tuple[str, Spell], ...] = ()

    @property
    def awaits_roll(self) -> bool:
        """The roll is open, and this person has not answered it."""
        is_open = self.closes_at is not None and self.now < self.closes_at
        return is_open and self.attendance is Attendance.AWAITED
