"""What is written down of who did what about whom: changes of the office, and looks into it."""

from enum import StrEnum


class Verb(StrEnum):
    """At most twenty letters each."""

    EXPORTED = "exported"
    DAY_CHANGED = "day_changed"
    PERIOD_CHANGED = "period_changed"
    ROTA_CHANGED = "rota_changed"
    SHIFT_SWAPPED = "shift_swapped"
    DECIDED = "decided"
    LOOKED = "looked"
    ERASED = "erased"
    TRANSFERRED = "transferred"
    IMPORTED = "imported"
    BROADCAST_SENT = "broadcast_sent"
    BROADCAST_CORRECTED = "broadcast_corrected"
    BROADCAST_STOPPED = "broadcast_stopped"
    BROADCAST_REMINDED = "broadcast_reminded"
    ATTENDANCE_MARKED = "attendance_marked"
    MATERIAL_SENT = "material_sent"
    MATERIAL_STOPPED = "material_stopped"
    QUIZ_OPENED = "quiz_opened"
    CERTIFIED = "certified"
    PRE_POST_DECIDED = "pre_post_decided"
    ANSWERED_FOR = "answered_for"
    CONTEST_DECIDED = "contest_decided"
    ROLL_REOPENED = "roll_reopened"
    FENCE_CHANGED = "fence_changed"
