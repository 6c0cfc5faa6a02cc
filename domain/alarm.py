"""Alarms 告警: what administrators hear once when it begins and once when it is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.notice import Notice
from domain.occurrence import Kind

QUIET = timedelta(minutes=15)
"""What goes wrong one after the other is told together, not each by itself."""
CAUGHT_UP = timedelta(minutes=1)
"""A backlog is over when nothing waits longer than this."""


class Trouble(StrEnum):
    """Messages that wait too long, a job whose tries ran out, an update that was set aside."""

    BACKLOG = "backlog"
    JOB = "job"
    UPDATE = "update"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """`subject` tells it from others of its kind: an update's id, a job's kind and unit."""

    trouble: Trouble
    subject: str
    since: datetime
    unit: str = ""

    @property
    def job(self) -> Kind:
        return Kind(self.subject.partition(":")[0])


def job_subject(kind: Kind, unit_id: int) -> str:
    return f"{kind}:{unit_id}"


def unit_of(subject: str) -> int:
    return int(subject.partition(":")[2])


@dataclass(frozen=True, kw_only=True)
class AlarmRaised(Notice):
    """`waiting` counts the messages that are still to be sent."""

    trouble: Trouble
    faults: tuple[Fault, ...]
    waiting: int = 0

    @property
    def urgent(self) -> bool:
        """Ahead of the very backlog it speaks of."""
        return True


@dataclass(frozen=True, kw_only=True)
class AlarmCleared(Notice):
    trouble: Trouble
    faults: tuple[Fault, ...]
