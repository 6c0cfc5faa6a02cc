"""How many people a roster names: by employer, category, post, level and unit."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.office import Level
from domain.roster_units import Place


class Placed(Protocol):
    """A row that can be believed."""

    @property
    def employer(self) -> str: ...
    @property
    def origin(self) -> str: ...
    @property
    def post(self) -> str: ...
    @property
    def place(self) -> Place: ...


@dataclass(frozen=True, kw_only=True)
class Totals:
    """People of the good rows; by_unit counts a person once, at the lowest unit."""

    by_employer: Mapping[str, int]
    by_origin: Mapping[str, int]
    by_post: Mapping[str, int]
    by_level: Mapping[Level, int]
    by_unit: Mapping[Place, int]


def totals_of(rows: Sequence[Placed]) -> Totals:
    return Totals(
        by_employer=Counter(row.employer for row in rows),
        by_origin=Counter(row.origin for row in rows),
        by_post=Counter(row.post for row in rows),
        by_level=Counter(row.place[-1][0] for row in rows),
        by_unit=Counter(row.place for row in rows),
    )
