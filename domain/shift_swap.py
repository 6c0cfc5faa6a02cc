"""Two people swap their shifts of one day: asked, agreed, and approved by a supervisor."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.notice import Notice
from domain.refusals import OfficeError, Over


class SwapState(StrEnum):
    ASKED = "asked"
    AGREED = "agreed"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


OPEN = (SwapState.ASKED, SwapState.AGREED)


class SwapTwice(OfficeError):
    """One of the two has a swap for that day already."""


class SwapAway(OfficeError):
    """Whoever is on leave that day takes over no shift, and gives none away."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class SwapStale(Over):
    """The day has come, or the shifts of the two are not those of before."""


class SwapDecided(Over):
    """The first answer counts."""


@dataclass(frozen=True, kw_only=True)
class Swap:
    """`first` asked; both with the shift they have now, empty for rest."""

    swap_id: int
    day: date
    first: str
    first_shift: str
    second: str
    second_shift: str


def request_key(swap_id: int, person_id: int) -> str:
    return f"swap:{swap_id}:{person_id}"


@dataclass(frozen=True, kw_only=True)
class OfSwap:
    """What every notice of a swap has; two people wait for an answer."""

    swap: Swap

    @property
    def urgent(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class SwapAsked(OfSwap, Notice):
    """The colleague is asked first."""

    @property
    def key(self) -> str:
        return request_key(self.swap.swap_id, self.person_id)


@dataclass(frozen=True, kw_only=True)
class SwapHeard(OfSwap, Notice):
    """Whoever asked hears the colleague's word; `asked` supervisors decide about a yes."""

    agree: bool
    asked: int = 0


@dataclass(frozen=True, kw_only=True)
class SwapAgreed(OfSwap, Notice):
    """Both want it: a supervisor decides."""

    @property
    def key(self) -> str:
        return request_key(self.swap.swap_id, self.person_id)


@dataclass(frozen=True, kw_only=True)
class SwapSettled(OfSwap, Notice):
    """In the place of the request in the other supervisors' chats."""

    state: SwapState
    by: str

    @property
    def redraws(self) -> tuple[str, ...]:
        return (request_key(self.swap.swap_id, self.person_id),)


@dataclass(frozen=True, kw_only=True)
class SwapAnswered(OfSwap, Notice):
    """The two hear what became of it."""

    state: SwapState
    by: str
