"""Training 培训: before the post, periodic, or for a special period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.notice import Notice
from domain.occurrence import Kind, Occasion
from domain.refusals import OfficeError

LISTED = timedelta(days=30)
"""How far ahead an auxiliary sees what is coming."""
FARTHEST = timedelta(days=366)
NEW = timedelta(days=30)
"""How long after their service began somebody is a newcomer, been at a roll or not."""


@dataclass(frozen=True, kw_only=True)
class Invited:
    """How many a training is for, and whom the chat does not reach."""

    people: int
    not_registered: int = 0
    unreachable: int = 0

    @property
    def told(self) -> int:
        return self.people - self.not_registered - self.unreachable


class NobodyInvited(OfficeError):
    """No auxiliary belongs to the chosen unit or post."""


class NobodyNew(OfficeError):
    """Nobody has joined of late who has not done the training before the post."""


class StartPassed(OfficeError):
    """The training would begin before it is announced."""


class TrainingKind(StrEnum):
    PRE_POST = "pre_post"
    PERIODIC = "periodic"
    SPECIAL = "special"


class Participation(StrEnum):
    """What somebody answered, or that they came without having been asked."""

    INVITED = "invited"
    ATTENDS = "attends"
    CANNOT = "cannot"
    WALKED_IN = "walked_in"


def invitations(counts: Mapping[Participation, int]) -> int:
    """Whoever walked in was not expected."""
    return sum(n for answer, n in counts.items() if answer is not Participation.WALKED_IN)


class Excuse(StrEnum):
    """Reasons that need no typing."""

    ON_DUTY = "on_duty"
    ON_LEAVE = "on_leave"
    UNWELL = "unwell"


@dataclass(frozen=True, kw_only=True)
class PlannedTraining:
    training_id: int
    title: str
    kind: TrainingKind
    starts_at: datetime
    place: str
    participation: Participation = Participation.INVITED


@dataclass(frozen=True, kw_only=True)
class ComingTraining:
    """What a supervisor sees of a training: how many of their people answered what."""

    training: PlannedTraining
    counts: Mapping[Participation, int]


@dataclass(frozen=True, kw_only=True)
class Audience:
    """One unit with all below it, or (0) all units of the organiser; one post, or every post.

    Newcomers are those of all the organiser's units.
    """

    unit_id: int = 0
    post: str = ""
    of_newcomers: bool = False


@dataclass(frozen=True, kw_only=True)
class TrainingDraft:
    title: str
    kind: TrainingKind
    starts_at: datetime
    place: str
    audience: Audience


def may_start(at: datetime, *, now: datetime) -> bool:
    return now < at <= now + FARTHEST


def reminders(
    *, training_id: int, unit_id: int, starts_at: datetime, now: datetime
) -> list[Occasion]:
    """The day before and an hour before, as far as that is still to come; all hours are local."""
    ahead = {
        Kind.TRAINING_DAY_BEFORE: timedelta(days=1),
        Kind.TRAINING_HOUR_BEFORE: timedelta(hours=1),
    }
    return [
        Occasion(
            kind=kind,
            unit_id=unit_id,
            day=(starts_at - before).date(),
            due_at=starts_at - before,
            until=starts_at,
            subject_id=training_id,
        )
        for kind, before in ahead.items()
        if starts_at - before > now
    ]


def invitation_key(training_id: int, person_id: int) -> str:
    return f"training:{training_id}:{person_id}"


@dataclass(frozen=True, kw_only=True)
class TrainingAnnounced(Notice):
    training: PlannedTraining
    by: str

    @property
    def key(self) -> str:
        return invitation_key(self.training.training_id, self.person_id)

    @property
    def expires_at(self) -> datetime:
        return self.training.starts_at


def _reminder_key(training_id: int, person_id: int, *, is_last: bool) -> str:
    return f"training-{'hour' if is_last else 'day'}:{training_id}:{person_id}"


def messages_about(training_id: int, person_id: int) -> tuple[str, ...]:
    """The keys of the messages that ask one person whether they come."""
    reminders = (_reminder_key(training_id, person_id, is_last=last) for last in (False, True))
    return invitation_key(training_id, person_id), *reminders


@dataclass(frozen=True, kw_only=True)
class TrainingReminded(Notice):
    """The day before, and an hour before."""

    training: PlannedTraining
    is_last: bool

    @property
    def is_spare(self) -> bool:
        return True

    @property
    def key(self) -> str:
        at = self.training.training_id
        return _reminder_key(at, self.person_id, is_last=self.is_last)

    @property
    def expires_at(self) -> datetime:
        return self.training.starts_at


@dataclass(frozen=True, kw_only=True)
class TrainingDeclined(Notice):
    """The organiser hears who cannot come, and why."""

    title: str
    who: str
    reason: str
