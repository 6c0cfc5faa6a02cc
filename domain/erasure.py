"""Erasing one person who has left: the rows stay for the figures, nobody can be known by them."""

from dataclasses import dataclass
from enum import StrEnum

from domain.refusals import OfficeError


class WhyNotErased(StrEnum):
    UNKNOWN = "unknown"
    IN_SERVICE = "in_service"
    SEVERAL = "several"


@dataclass(frozen=True, kw_only=True)
class Leaver:
    person_id: int
    name: str
    unit: str


class ErasureRefused(OfficeError):
    """`leavers` are those among whom the operator has to choose by their id."""

    def __init__(self, why: WhyNotErased, leavers: tuple[Leaver, ...] = ()) -> None:
        super().__init__(why)
        self.why, self.leavers = why, leavers
