"""A file has changed something for people of the roster: those whom it concerns hear of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.appointment import Held
from domain.notice import Circular, Notice
from domain.office import Role
from domain.roster_columns import ROLE_WORDS
from domain.transfer import Change

TOLD = "roster_told"
CHANGES = (Change.MOVED, Change.POST, Change.DUTIES, Change.GRANTED, Change.REVOKED)
"""What somebody is told of; a corrected name or employer is no news to them."""
_LASTS = timedelta(days=3)
_ROLES = {word: role for role, word in ROLE_WORDS.items()}


@dataclass(frozen=True, kw_only=True)
class Changed:
    change: Change
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class RosterTold(Notice):
    """All of it in one message. No `by` means a file of the operator."""

    audit_id: int
    name: str
    changes: tuple[Changed, ...]
    given: tuple[Held, ...]
    taken: tuple[Held, ...]
    roles: frozenset[Role]
    by: str

    @property
    def key(self) -> str:
        return f"{TOLD}:{self.audit_id}:{self.person_id}"


def tell_concerned(audit_id: int, *, after: int, last: int, now: datetime) -> Circular:
    """However many they are: one statement, and each is drawn when it is sent.

    What was written of them lies after one row of their histories, up to another.
    """
    return Circular(
        kind=TOLD,
        key=f"{TOLD}:{audit_id}:",
        about={"audit_id": audit_id, "after": after, "last": last},
        expires_at=now + _LASTS,
    )


def held_of(written: list[str]) -> tuple[Held, ...]:
    """As the history has them: roles by their words, and the units of a supervisor."""
    units = [each for each in written if each not in _ROLES]
    roles = [_ROLES[each] for each in written if each in _ROLES]
    if units:
        roles = [role for role in roles if role is not Role.SUPERVISOR]
    return (
        *(Held(role=Role.SUPERVISOR, unit=unit) for unit in units),
        *(Held(role=role) for role in roles),
    )
