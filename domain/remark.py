"""A supervisor's remark 点评 on a review: a mark, some words or both; answered once at most."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.notice import Notice
from domain.refusals import OfficeError, Over


class Mark(StrEnum):
    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


class RemarkedAlready(Over):
    """The first remark counts."""

    def __init__(self, *, by: str) -> None:
        super().__init__()
        self.by = by


class RemarkStands(Over):
    """What was answered is not corrected any more."""


class RemarkAnsweredAlready(Over):
    """A remark is answered once."""


class ReviewDayUnclear(OfficeError):
    """One day was asked for, and this is none."""


@dataclass(frozen=True, kw_only=True)
class Remark:
    by: str
    mark: Mark | None = None
    words: str = ""
    answer: str = ""
    before: tuple[tuple[Mark | None, str], ...] = ()


def remark_keys(remark_id: int, remark: Remark) -> tuple[str, ...]:
    """Of the first message about it and of one for each correction."""
    again = range(1, len(remark.before) + 1)
    return (f"remark:{remark_id}", *(f"remark:{remark_id}:{n}" for n in again))


@dataclass(frozen=True, kw_only=True)
class ReviewRemarked(Notice):
    """Whoever handed it in reads what was remarked."""

    remark_id: int
    day: date
    remark: Remark

    @property
    def key(self) -> str:
        return remark_keys(self.remark_id, self.remark)[-1]


@dataclass(frozen=True, kw_only=True)
class RemarkAnswered(Notice):
    """Whoever remarked reads the answer, beside what it answers."""

    remark_id: int
    day: date
    name: str
    remark: Remark

    @property
    def key(self) -> str:
        return f"remark-answered:{self.remark_id}"

    @property
    def settles(self) -> tuple[str, ...]:
        """The messages whose button is used up."""
        return remark_keys(self.remark_id, self.remark)
