"""An answer of the review that was typed, and then edited where it stands in the chat."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.refusals import OfficeError
from domain.review import Step


class WordsReplaced(OfficeError):
    """The question has another answer since: editing the old message changes nothing."""


class WordsSettled(OfficeError):
    """The review may not be changed any more."""

    def __init__(self, *, until: datetime, is_remarked: bool) -> None:
        super().__init__(until, is_remarked)
        self.until, self.is_remarked = until, is_remarked


@dataclass(frozen=True, kw_only=True)
class Reworded:
    """`is_open`: it counts with the next 确认; else it counts at once."""

    day: date
    step: Step
    before: str
    now: str
    is_open: bool
