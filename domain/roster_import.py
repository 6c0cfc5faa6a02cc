"""What an import of the roster did, and when it does nothing at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.office import Level
from domain.refusals import OfficeError
from domain.roster_units import Place


@dataclass(frozen=True, kw_only=True)
class Imported:
    """How many people, and the units that were new; `not_in_file` were left as they are."""

    new: int
    changed: int
    unchanged: int
    not_in_file: int
    units: Sequence[Place]


class BadRows(OfficeError):
    """A roster with bad rows is not applied in part."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class NobodyInFile(OfficeError):
    """There is a heading, and no person below it."""


class BeginsAbove(OfficeError):
    """The file names a level above the office's own top unit: which is which nobody can tell."""

    def __init__(self, *, file: Level, office: Level) -> None:
        super().__init__(file, office)
        self.file, self.office = file, office
