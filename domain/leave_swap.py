"""Leave over a shift that was swapped: the swap stands, and somebody has to see to the shift."""

from dataclasses import dataclass
from datetime import date

from domain.notice import Notice


@dataclass(frozen=True, kw_only=True)
class SwapOver:
    """One's own `shift` that day by a swap with `other`, empty for rest."""

    day: date
    other_id: int
    other: str
    shift: str


@dataclass(frozen=True, kw_only=True)
class PartnerAway(Notice):
    """Whoever had that shift before hears that it is left alone, or `is_back` not any more."""

    name: str
    day: date
    shift: str
    is_back: bool = False
