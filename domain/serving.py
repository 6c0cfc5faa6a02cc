"""One process serves an office: why a second one may not begin, and why the first must end."""

from enum import StrEnum, auto

from domain.refusals import OfficeError


class Held(StrEnum):
    DATABASE = auto()
    TOKEN = auto()


class AlreadyServed(OfficeError):
    """Said to the operator who starts Muster a second time."""

    def __init__(self, held: Held) -> None:
        super().__init__(held)
        self.held = held


class HoldLost(Exception):
    """Another process may be serving this database by now."""
