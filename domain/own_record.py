"""What the office keeps about one person and who looked at it, as it tells that person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.audit import Verb
from domain.office import Role

LOOKS_SHOWN = 5
_HIDDEN, _ENDING = 8, 4
Cell = StrEnum | str | int | bool | date | datetime | None


class Kept(StrEnum):
    """The kinds of rows that are about a person or made by them."""

    ROLL_ANSWERS = "roll_answers"
    ROLL_PLACES = "roll_places"
    CONTESTS = "contests"
    CHECK_INS = "check_ins"
    TASKS = "tasks"
    OFFERS = "offers"
    HANDED_ON = "handed_on"
    SWAPS = "swaps"
    REVIEWS = "reviews"
    REVIEW_TEXTS = "review_texts"
    REMARKS_BEFORE = "remarks_before"
    LEAVE = "leave"
    TRAININGS = "trainings"
    QUIZZES = "quizzes"
    CERTIFICATES = "certificates"
    BROADCASTS = "broadcasts"
    ROLES = "roles"
    TRANSFERS = "transfers"
    APPLICATIONS = "applications"
    COMPLAINTS = "complaints"
    DEEDS = "deeds"
    MESSAGES = "messages"


@dataclass(frozen=True, kw_only=True)
class Counted:
    kind: Kept
    count: int
    since: date


@dataclass(frozen=True, kw_only=True)
class Look:
    by: str
    verb: Verb
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the roster says; the phone number is the person's own."""

    name: str
    phone: str
    employer: str
    origin: str
    post: str
    main_duty: str
    secondary_duties: str
    registered_at: datetime | None
    account: int | None
    language: str
    unreachable_since: datetime | None
    roles: Sequence[Role]
    holds: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class OwnRecord:
    facts: Facts
    unit: str
    counted: Sequence[Counted]
    looks: Sequence[Look]


@dataclass(frozen=True, kw_only=True)
class OwnFile:
    """Every row of each kind, in the order of its columns."""

    facts: Facts
    unit: str
    rows: dict[Kept, Sequence[Sequence[Cell]]]
    looks: Sequence[Look]


def masked(phone: str) -> str:
    """Enough of a number to know it by, for a screen that others may see."""
    if len(phone) <= _HIDDEN:
        return phone
    return f"{phone[:-_HIDDEN]}****{phone[-_ENDING:]}"
