"""What a unit allows: so many days a year of each kind of leave, counted in workdays."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.leave import LeaveKind
from domain.refusals import OfficeError
from domain.when import Half, Spell

MOST_DAYS = 366


class AllowanceUnclear(OfficeError):
    """What was typed is no number of days."""


@dataclass(frozen=True, kw_only=True)
class Balance:
    """In halves of days: what the year allows, what is taken or asked for, what this one takes."""

    kind: LeaveKind
    year: int
    allowed: int
    taken: int
    wanted: int = 0

    @property
    def left(self) -> int:
        """Less than nothing where it is too much."""
        return self.allowed - self.taken - self.wanted


def workday_halves(spells: Iterable[Spell], *, year: int, rest: Collection[date]) -> int:
    """Halves of days in this year, without the days that nobody works."""
    return sum(
        spell.covers(day, half)
        for spell in spells
        for day in days_of(spell)
        if day.year == year and day not in rest
        for half in Half
    )


def days_of(spell: Spell) -> list[date]:
    length = (spell.last - spell.first).days + 1
    return [spell.first + timedelta(days=ahead) for ahead in range(length)]


def read_days(text: str) -> int:
    said = text.strip().removesuffix("天").removesuffix("days").strip()
    if not said.isascii() or not said.isdigit() or len(said) > len(str(MOST_DAYS)):
        raise AllowanceUnclear
    days = int(said)
    if days > MOST_DAYS:
        raise AllowanceUnclear
    return days
