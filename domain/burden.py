"""How often one person is asked for something in a day, and where reminders stop."""

from datetime import datetime, time

MOST = 12
"""Questions a day to one person; beyond it only what is new is still asked."""
ASKING = (
    "roll:",
    "roll-reminder:",
    "review:",
    "training",
    "broadcast",
    "task:",
    "task-due:",
    "quiz:",
)
"""How the keys of messages begin that ask for an answer."""


def midnight(now: datetime) -> datetime:
    return datetime.combine(now.date(), time(), tzinfo=now.tzinfo)
