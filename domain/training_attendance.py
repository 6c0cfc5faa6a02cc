"""Who came to a training: by the trainer's list, or by a code said in the room."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
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

    `came` counts those who were invited.
    """

    coming: ComingTraining
    came: int
    leads: bool

    @property
    def invited(self) -> int:
        return invitations(self.coming.counts)

    @property
    def walked_in(self) -> int:
        return self.coming.counts.get(Participation.WALKED_IN, 0)


@dataclass(frozen=True, kw_only=True)
class Named:
    """What became of the names of one message; `walked_in` were not on the list before."""

    found: tuple[Participant, ...] = ()
    walked_in: tuple[Participant, ...] = ()
    twice: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    """Several bear this name, none of whom was invited."""


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


def names_in(text: str) -> list[str]:
    """Whatever in it may be a name."""
    parts = list(_parts(text))
    return list(dict.fromkeys([*parts, *(word for part in parts for word in part.split())]))


def match_names(
    text: str, people: Sequence[Participant], others: Sequence[Participant] = ()
) -> Named:
    """Names as they are written down in a room: between marks, on lines, or between spaces.

    Of two who bear one name, the one on the list is meant, and none of the `others`.
    """
    if text.strip().casefold() in _EVERYONE:
        return Named(found=tuple(people))
    bearers, strangers = _bearers(people), _bearers(others)
    known = bearers.keys() | strangers.keys()
    said = dict.fromkeys(name for part in _parts(text) for name in _names(part.casefold(), known))
    unlisted = [name for name in said if name not in bearers]
    return Named(
        found=tuple(p for p in people if _key(p) in said and bearers[_key(p)] == 1),
        walked_in=tuple(p for p in others if _key(p) in unlisted and strangers[_key(p)] == 1),
        twice=tuple(name for name in said if bearers[name] > 1),
        unknown=tuple(name for name in unlisted if not strangers[name]),
        alike=tuple(name for name in unlisted if strangers[name] > 1),
    )


def _key(person: Participant) -> str:
    return person.name.casefold()


def _bearers(people: Iterable[Participant]) -> Counter[str]:
    return Counter(_key(person) for person in people)


def _parts(text: str) -> Iterable[str]:
    return (part for each in _BETWEEN.split(text) if (part := " ".join(each.split())))


def _names(part: str, known: Collection[str]) -> Iterable[str]:
    return (part,) if part in known else part.split()
