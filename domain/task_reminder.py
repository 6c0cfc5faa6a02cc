"""Reminders of tasks 催办: the person at the due hour, then the supervisor twice at most."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.notice import Notice
from domain.occurrence import Kind, Occasion
from domain.task import PlannedTask, TaskState, due_key

OVERDUE_AFTER = timedelta(hours=2)
_STILL_DUE = timedelta(hours=1)
_LATEST = time(21)
"""After this hour the supervisor is left in peace until the next morning."""
_MORNING_LASTS = timedelta(hours=4)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """`next_morning` is None where nobody has confirmed a later workday."""

    task_id: int
    unit_id: int
    due_at: datetime
    next_morning: datetime | None


@dataclass(frozen=True, kw_only=True)
class TaskReminded(Notice):
    """The hour has come; nothing is said of it once the supervisor is told."""

    task: PlannedTask
    day: date
    until: datetime

    @property
    def is_spare(self) -> bool:
        return True

    @property
    def key(self) -> str:
        return due_key(self.task.assignment_id)

    @property
    def expires_at(self) -> datetime:
        return self.until


@dataclass(frozen=True, kw_only=True)
class Undone:
    name: str
    state: TaskState
    is_away: bool
    carried: int = 0


@dataclass(frozen=True, kw_only=True)
class TaskOverdue(Notice):
    """Who has not finished, to the one who dispatched it or to the nearest supervisors."""

    task_id: int
    title: str
    due_at: datetime
    undone: tuple[Undone, ...]
    is_last: bool
    until: datetime

    @property
    def key(self) -> str:
        return f"task-overdue:{self.task_id}:{self.is_last:d}:{self.person_id}"

    @property
    def expires_at(self) -> datetime:
        return self.until


def reminders(about: Subject) -> Iterator[Occasion]:
    """Each until it would be senseless; `due_at` is local."""
    due = about.due_at
    yield _occasion(about, Kind.TASK_DUE, due, due + _STILL_DUE)
    later = due + OVERDUE_AFTER
    if later.date() == due.date() and later.time() <= _LATEST:
        midnight = datetime.combine(due.date() + timedelta(days=1), time(), tzinfo=due.tzinfo)
        yield _occasion(about, Kind.TASK_OVERDUE, later, midnight)
    if morning := about.next_morning:
        yield _occasion(about, Kind.TASK_NEXT_MORNING, morning, morning + _MORNING_LASTS)


def _occasion(about: Subject, kind: Kind, at: datetime, until: datetime) -> Occasion:
    return Occasion(
        kind=kind,
        unit_id=about.unit_id,
        day=at.date(),
        due_at=at,
        until=until,
        subject_id=about.task_id,
    )
