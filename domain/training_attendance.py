"""Who came to a training: by the trainer's list, or by a code said in the room."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.refusals import OfficeError
from domain.training import ComingTraining, Participation

EARLIEST = timedelta(hours=1)
LATEST = timedelta(days=7)
"""How long before and after the beginning attendance is taken."""
CODE_LASTS = timedelta(minutes=10)
CODE_DIGITS = 6
CODE_TRIES = 5
PAGE = 3
_EVERYONE = frozenset({"全体", "全部", "全到", "都到了", "所有人", "everyone", "all"})
_BETWEEN = re.compile(r"[、，,;；。\n]+")


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
    """No training that this person is invited to waits for a code, or it has run out."""


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
    """One training as its trainer sees it; `leads` means it is theirs, not only their people's."""

    coming: ComingTraining
    came: int
    leads: bool

    @property
    def invited(self) -> int:
        return sum(self.coming.counts.values())


@dataclass(frozen=True, kw_only=True)
class Named:
    """What became of the names of one message."""

    found: tuple[Participant, ...] = ()
    twice: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


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


def match_names(text: str, people: Sequence[Participant]) -> Named:
    """Names as they are written down in a room: between marks, on lines, or between spaces."""
    if text.strip().casefold() in _EVERYONE:
        return Named(found=tuple(people))
    bearers = Counter(person.name.casefold() for person in people)
    said = dict.fromkeys(name for part in _parts(text) for name in _names(part, bearers))
    return Named(
        found=tuple(p for p in people if p.name.casefold() in said and _is_one(p, bearers)),
        twice=tuple(name for name in said if bearers[name] > 1),
        unknown=tuple(name for name in said if not bearers[name]),
    )


def _is_one(person: Participant, bearers: Counter[str]) -> bool:
    return bearers[person.name.casefold()] == 1


def _parts(text: str) -> Iterable[str]:
    return (part for each in _BETWEEN.split(text) if (part := " ".join(each.split()).casefold()))


def _names(part: str, bearers: Counter[str]) -> Iterable[str]:
    return (part,) if bearers[part] else part.split()
