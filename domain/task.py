"""Tasks 任务: handed out in the morning, taken, done or not, gone through in the evening."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.notice import Notice


class Urgency(StrEnum):
    NORMAL = "normal"
    URGENT = "urgent"


class TaskState(StrEnum):
    SENT = "sent"
    TAKEN = "taken"
    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"
    CANNOT = "cannot"


OPEN = (TaskState.SENT, TaskState.TAKEN)
UNDONE = (TaskState.SENT, TaskState.TAKEN, TaskState.PARTLY, TaskState.NOT_DONE)
"""What the next workday's morning carries over."""
RESULTS = (TaskState.DONE, TaskState.PARTLY, TaskState.NOT_DONE)
"""What the evening review asks of each task."""


class Obstacle(StrEnum):
    """Why a task cannot be done, in the words that need no typing."""

    NOT_AT_POST = "away"
    NO_TOOLS = "tools"
    OTHER_DEPARTMENT = "other"


@dataclass(frozen=True, kw_only=True)
class PlannedTask:
    """One person's share of a task on one day, as every screen shows it."""

    assignment_id: int
    title: str
    urgency: Urgency = Urgency.NORMAL
    state: TaskState = TaskState.SENT
    due_at: datetime | None = None
    carried: int = 0
    note: str = ""


def given_key(assignment_id: int) -> str:
    return f"task:{assignment_id}"


def handed_key(assignment_id: int, person_id: int) -> str:
    """A share that was another's has been told of under the first key."""
    return f"{given_key(assignment_id)}:{person_id}"


def due_key(assignment_id: int) -> str:
    return f"task-due:{assignment_id}"


def messages_about(assignment_id: int, person_id: int) -> tuple[str, ...]:
    """The keys of the messages that show one person their share."""
    return given_key(assignment_id), handed_key(assignment_id, person_id), due_key(assignment_id)


@dataclass(frozen=True, kw_only=True)
class TaskShown(Notice):
    """A share as it stands, where its person has not seen it yet; another may have been told."""

    task: PlannedTask
    day: date

    @property
    def key(self) -> str:
        return handed_key(self.task.assignment_id, self.person_id)


@dataclass(frozen=True, kw_only=True)
class TaskDispatched(Notice):
    """A task was handed to this person."""

    task: PlannedTask
    day: date
    by: str
    by_id: int

    @property
    def key(self) -> str:
        return given_key(self.task.assignment_id)

    @property
    def held_for(self) -> int:
        """A second copy reads like a second task."""
        return self.by_id

    @property
    def urgent(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class TaskAnswered(Notice):
    """The person who dispatched it hears that it is done, or why it cannot be."""

    assignment_id: int
    title: str
    who: str
    state: TaskState
    note: str = ""
    photo: str | None = None
