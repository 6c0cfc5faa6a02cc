"""Training 培训: before the post, periodic, or for a special period."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.notice import Notice


class TrainingKind(StrEnum):
    PRE_POST = "pre_post"
    PERIODIC = "periodic"
    SPECIAL = "special"


class Participation(StrEnum):
    INVITED = "invited"
    ATTENDS = "attends"
    CANNOT = "cannot"


@dataclass(frozen=True, kw_only=True)
class PlannedTraining:
    training_id: int
    title: str
    kind: TrainingKind
    starts_at: datetime
    place: str
    participation: Participation = Participation.INVITED


@dataclass(frozen=True, kw_only=True)
class TrainingAnnounced(Notice):
    training: PlannedTraining
    by: str

    @property
    def key(self) -> str:
        return f"training:{self.training.training_id}:{self.person_id}"

    @property
    def expires_at(self) -> datetime:
        return self.training.starts_at


@dataclass(frozen=True, kw_only=True)
class TrainingReminded(Notice):
    """The day before, and an hour before."""

    training: PlannedTraining
    is_last: bool

    @property
    def key(self) -> str:
        step = "hour" if self.is_last else "day"
        return f"training-{step}:{self.training.training_id}:{self.person_id}"

    @property
    def expires_at(self) -> datetime:
        return self.training.starts_at


@dataclass(frozen=True, kw_only=True)
class TrainingDeclined(Notice):
    """The organiser hears who cannot come, and why."""

    title: str
    who: str
    reason: str
