"""Who came to a training: by the trainer's list, or by a code said in the room."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.refusals import OfficeError
from domain.training import ComingTraining, Participation, invitations

EARLIEST = timedelta(hours=1)
LATEST = timedelta(days=7)
"""How long before and after the beginning attendance is taken."""
CODE_LASTS = timedelta(minutes=10)
CODE_DIGITS = 6
CODE_TRIES = 5
CODE_GUESSES = 20
"""So often one code may be guessed at by those who were not invited, all of them together."""
PAGE = 3


class Presence(StrEnum):
    """How it is known that somebody was there."""

    LISTED = "listed"
    CODE = "code"


class AttendanceTooEarly(OfficeError):
    def __init__(self, opens_at: datetime) -> None:
        super().__init__(opens_at)
        self.opens_at = opens_at


class AttendanceOver(OfficeError):
    """The list of a training is closed a week after it."""


class NoCodeOpen(OfficeError):
    """No training within this person's reach waits for a code, or it has run out."""


class CodeTriesUsed(OfficeError):
    """Whoever guessed too often is put on the list by the trainer."""


class NotTheTrainer(OfficeError):
    """A code is said by the organiser, or by who holds the training's unit."""


@dataclass(frozen=True, kw_only=True)
class Participant:
    person_id: int
    name: str
    unit: str
    participation: Participation
    presence: Presence | None = None


@dataclass(frozen=True, kw_only=True)
class TrainingDesk:
    """One training as its trainer sees it; `leads` means it is theirs, not only their people's.

    `came` counts those who were invited; `has_quiz` says that there is one to be looked at.
    """

    coming: ComingTraining
    came: int
    leads: bool
    has_quiz: bool

    @property
    def invited(self) -> int:
        return invitations(self.coming.counts)

    @property
    def walked_in(self) -> int:
        return self.coming.counts.get(Participation.WALKED_IN, 0)


@dataclass(frozen=True, kw_only=True)
class CodeOpened:
    """What the trainer reads out; kept nowhere but as a hash."""

    desk: TrainingDesk
    code: str
    until: datetime


@dataclass(frozen=True, kw_only=True)
class CodeEntered:
    """`title` of what was taken; else how many tries are `left`."""

    title: str = ""
    left: int = 0


def check_hours(starts_at: datetime, *, now: datetime) -> None:
    if now < starts_at - EARLIEST:
        raise AttendanceTooEarly(starts_at - EARLIEST)
    if now > starts_at + LATEST:
        raise AttendanceOver
