"""Training before the post 岗前: where a unit asks for it, it comes before the first roll call."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.notice import Notice
from domain.refusals import OfficeError

PAGE = 3
SHOWN = 3


class Lack(StrEnum):
    """What somebody has still to do for a training."""

    COMING = "coming"
    MISSED = "missed"
    QUIZ = "quiz"


class PrePostMissing(OfficeError):
    """The roll does not ask this person yet."""


@dataclass(frozen=True, kw_only=True)
class Lacking:
    title: str
    starts_at: datetime
    lack: Lack


@dataclass(frozen=True, kw_only=True)
class UnitRule:
    """`is_required` is what holds there, of its own or from above."""

    unit_id: int
    name: str
    is_required: bool


@dataclass(frozen=True, kw_only=True)
class HeldBack(Notice):
    """Whom the roll does not ask yet is told once what is missing."""

    name: str
    lacking: tuple[Lacking, ...]

    @property
    def key(self) -> str:
        return f"pre-post:{self.person_id}"
