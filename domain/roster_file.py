"""Roster files that the office does not open, and how much of one it reads."""

from enum import StrEnum

from domain.refusals import OfficeError

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 20_000


class Unreadable(StrEnum):
    NOT_FOUND = "not_found"
    EMPTY = "empty"
    TOO_BIG = "too_big"
    NOT_A_SPREADSHEET = "not_a_spreadsheet"
    OLD_WORKBOOK = "old_workbook"  # .xls, or protected by a password: save it as .xlsx
    UNPACKS_TOO_BIG = "unpacks_too_big"
    DAMAGED = "damaged"
    TOO_SLOW = "too_slow"


class UnreadableFile(OfficeError):
    def __init__(self, reason: Unreadable) -> None:
        super().__init__(reason)
        self.reason = reason


class TooManyRows(OfficeError):
    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit
