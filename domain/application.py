"""Applications 申请: a stranger who would join, or somebody with a new account."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any, Self

from domain.notice import Notice, ToAccount
from domain.office import Member
from domain.refusals import OfficeError, Over

DECLINED_A_DAY = 2
"""After so many refusals nobody is asked again that day."""


class Wish(StrEnum):
    JOIN = "join"
    NEW_ACCOUNT = "new_account"


class ApplicationState(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    LAPSED = "lapsed"


class AppliedAlready(OfficeError):
    """Somebody is asked about it already."""


class AppliedTooOften(OfficeError):
    """It was declined more than once today."""


class NobodyDecides(OfficeError):
    """There is no supervisor of that unit, nor an administrator, whom the chat reaches."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What an applicant has said so far; `phone` is proved by their own contact."""

    phone: str
    wish: Wish = Wish.JOIN
    name: str = ""
    unit_id: int = 0

    def written(self) -> dict[str, Any]:
        return asdict(self) | {"wish": self.wish.value}

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        if "phone" not in data:
            raise Over(ends=False)
        known = {each.name: data[each.name] for each in fields(cls)}
        return cls(**{**known, "wish": Wish(data["wish"])})


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Units to choose from; `here` is the one that holds them, which may be meant itself."""

    units: tuple[tuple[int, str], ...]
    here: tuple[int, str] | None = None


def asking_prefix(application_id: int) -> str:
    """How the keys of all questions about one application begin."""
    return f"application:{application_id}:"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One application as those read it who decide; of the phone only its end."""

    application_id: int
    wish: Wish
    name: str
    phone_end: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class ApplicationReceived(Notice):
    asked: Asked

    @property
    def key(self) -> str:
        return f"{asking_prefix(self.asked.application_id)}{self.person_id}"

    @property
    def urgent(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class ApplicationClosed(Notice):
    """Takes the place of the question for all who did not answer it."""

    asked: Asked
    state: ApplicationState
    by: str

    @property
    def redraws(self) -> tuple[str, ...]:
        return (f"{asking_prefix(self.asked.application_id)}{self.person_id}",)

    @property
    def urgent(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class ApplicationAnswered(ToAccount, Notice):
    """To the account that applied, whoever it is by now; `me` once it was approved."""

    state: ApplicationState
    wish: Wish
    unit: str
    me: Member | None = None

    @property
    def urgent(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class AccountChanging(ToAccount, Notice):
    """The account so far is told: that it is asked for, and what was decided."""

    state: ApplicationState
    by: str

    @property
    def urgent(self) -> bool:
        return True
