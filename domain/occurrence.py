"""What is due: the database remembers it, the scheduler only ticks."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

NEWS = timedelta(days=1)
"""So long it is told that something was missed which comes again soon."""


class Kind(StrEnum):
    ROLL_CALL = "roll_call"
    SECOND_ROLL = "second_roll"
    SHIFT_ROLL = "shift_roll"
    ROLL_REMINDER = "roll_reminder"
    ROLL_CLOSING = "roll_closing"
    REVIEW = "review"
    REVIEW_CLOSING = "review_closing"
    SHIFT_REVIEW = "shift_review"
    ROUTINE = "routine"
    TASK_DUE = "task_due"
    TASK_OVERDUE = "task_overdue"
    TASK_NEXT_MORNING = "task_next_morning"
    TRAINING_DAY_BEFORE = "training_day_before"
    TRAINING_HOUR_BEFORE = "training_hour_before"
    TRAINING_PART = "training_part"
    CERTIFICATE_MONTH = "certificate_month"
    CERTIFICATE_WEEK = "certificate_week"
    BROADCAST = "broadcast"
    BROADCAST_DUE = "broadcast_due"
    EXPORT = "export"

    TRANSFER = "transfer"
    ROLE_END = "role_end"


class OccurrenceState(StrEnum):
    DUE = "due"
    DONE = "done"
    MISSED = "missed"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """One thing due in one unit on one local day; `subject_id` names the row it is about, or 0.

    After `until` it makes no sense any more: it is then recorded as missed.
    """

    kind: Kind
    unit_id: int
    day: date
    due_at: datetime
    until: datetime
    subject_id: int = 0
