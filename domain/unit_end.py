"""Ending a unit 撤销单位: what must have left it before, and what the one who ends it sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.office import Level
from domain.refusals import OfficeError


class Within(StrEnum):
    """What may still be in a unit, each with a next step of its own."""

    PEOPLE = "people"
    APPLICATIONS = "applications"
    ROLLS = "rolls"
    TASKS = "tasks"
    ROUTINES = "routines"
    TRAININGS = "trainings"


@dataclass(frozen=True, kw_only=True)
class UnitSeen:
    """`below` end with it, `holders` supervise it or one of them, `left` stands in the way."""

    unit_id: int
    name: str
    level: Level
    ended: date | None
    below: tuple[str, ...]
    holders: tuple[str, ...]
    left: Mapping[Within, int]


class StillInUse(OfficeError):
    def __init__(self, seen: UnitSeen) -> None:
        super().__init__(seen)
        self.seen = seen


class UnitEnded(OfficeError):
    """A button or a conversation speaks of a unit that is no more."""

    def __init__(self, *, unit_id: int, name: str, day: date) -> None:
        super().__init__(unit_id, name, day)
        self.unit_id, self.name, self.day = unit_id, name, day
