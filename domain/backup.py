"""What can be wrong with a file that is to keep, or to become, the database."""

from enum import StrEnum, auto
from pathlib import Path

from domain.refusals import OfficeError


class BackupFlaw(StrEnum):
    POSTGRESQL = auto()
    TERMINAL = auto()
    ABSENT = auto()
    IN_THE_WAY = auto()
    SAME = auto()
    NOT_SQLITE = auto()
    DAMAGED = auto()
    UNKNOWN_VERSION = auto()
    SERVED = auto()
    BUSY = auto()
    NOT_WRITTEN = auto()


class BackupRefused(OfficeError):
    """Said to the operator, in one sentence; nothing was written or replaced."""

    def __init__(self, flaw: BackupFlaw, file: Path) -> None:
        super().__init__(flaw, file)
        self.flaw, self.file = flaw, file
