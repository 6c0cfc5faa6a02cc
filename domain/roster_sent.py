"""A roster sent in the chat: read in the background, shown as a trial run, then applied or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from domain.notice import Notice
from domain.refusals import OfficeError
from domain.roster import BadRow
from domain.roster_import import Imported
from domain.roster_leaving import Leavers, Leaving
from domain.roster_totals import Totals

LASTS = timedelta(hours=12)
"""A trial run of yesterday says nothing of today's office."""


class SentState(StrEnum):
    ASKED = "asked"
    READ = "read"
    CONFIRMED = "confirmed"
    APPLIED = "applied"
    DROPPED = "dropped"
    REFUSED = "refused"


class NotFetched(OfficeError):
    """The platform did not give the file, however often it was asked."""


class OfficeChanged(OfficeError):
    """What was tried would not go the same way any more."""


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What an import would do; `left_out` are names of the asker's people who are not in it.

    `mark` is the same for a trial that would change the same.
    """

    totals: Totals
    ignored: tuple[str, ...]
    would: Imported
    left_out: Sequence[str]
    leavers: Leavers
    mark: str


@dataclass(frozen=True, kw_only=True)
class RosterTried(Notice):
    """The asker decides whether it is applied."""

    sent_id: int
    trial: Trial

    @property
    def key(self) -> str:
        return f"roster_sent:{self.sent_id}"

    @property
    def urgent(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class RosterFaulty(Notice):
    """Some rows need correcting: `workbook` is the same table with the reasons beside them."""

    good: int
    bad: tuple[BadRow, ...]
    workbook: bytes

    @property
    def urgent(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class RosterApplied(Notice):
    """`leaving` are those whose service was ended with it."""

    done: Imported
    leaving: Leaving | None

    @property
    def urgent(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class RosterUnread(Notice):
    why: OfficeError

    @property
    def urgent(self) -> bool:
        return True
