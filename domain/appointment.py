"""Appointments 任命: a role given to somebody, for a unit and until a day, and taken back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Self

from domain.notice import Notice
from domain.office import Role
from domain.refusals import OfficeError
from domain.roster_columns import ROLE_WORDS
from domain.when import month_end, read_day

LATEST = timedelta(days=366)
OFFERED = (Role.SUPERVISOR, Role.LIAISON, Role.AUXILIARY, Role.ADMINISTRATOR)
_ROLES = {word: role for role, word in ROLE_WORDS.items()} | {role.value: role for role in Role}
_UNTIL = ("到", "至", "until")


class LastRole(OfficeError):
    """Without any role somebody would be nobody: their service is ended instead."""


class LastAdministrator(OfficeError):
    """An office without an administrator could not be helped from the chat any more."""


class UntilOutOfRange(OfficeError):
    """Past, or more than a year ahead."""


class Lasts(StrEnum):
    ALWAYS = "always"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """`until` is the ordinal of the last day, 0 for always, None while nobody was asked."""

    person_id: int
    role: Role | None = None
    unit_id: int = 0
    until: int | None = None
    takes: bool = False

    def written(self) -> dict[str, Any]:
        return asdict(self) | {"role": self.role.value if self.role else None}

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        known = {each.name: data[each.name] for each in fields(cls)}
        return cls(**{**known, "role": Role(data["role"]) if data["role"] else None})

    @property
    def last(self) -> date | None:
        return date.fromordinal(self.until) if self.until else None


@dataclass(frozen=True, kw_only=True)
class Line:
    """`/grant 张伟 管理员 三里社区 到12月31日`, as far as it says anything."""

    name: str
    role: Role | None = None
    unit: str = ""
    last: date | None = None


@dataclass(frozen=True, kw_only=True)
class Held:
    """A role somebody has; of a supervisor one for each unit."""

    role: Role
    unit_id: int = 0
    unit: str = ""
    last: date | None = None

    @property
    def what(self) -> tuple[Role, int]:
        """Once for each person."""
        return self.role, self.unit_id


@dataclass(frozen=True, kw_only=True)
class Roles:
    """What somebody holds that the asker may take back, and what the asker may give."""

    person_id: int
    name: str
    held: tuple[Held, ...]
    may_give: tuple[Role, ...]


@dataclass(frozen=True, kw_only=True)
class RoleChanged(Notice):
    """No `by` means that its last day is over. `roles` are all that are held from now on."""

    name: str
    held: Held
    is_given: bool
    by: str
    roles: frozenset[Role]


def read_line(text: str, *, today: date) -> Line:
    name, *rest = text.split() or [""]
    role: Role | None = None
    last: date | None = None
    unit: list[str] = []
    for part in rest:
        day = _day(part, today=today)
        if part.lower() in _ROLES:
            role = _ROLES[part.lower()]
        elif day is not None:
            last = day
        elif part not in _UNTIL:
            unit.append(part)
    role = Role.SUPERVISOR if unit and role is None else role
    return Line(name=name, role=role, unit=" ".join(unit), last=last)


def _day(part: str, *, today: date) -> date | None:
    for sign in _UNTIL:
        part = part.removeprefix(sign)
    return read_day(part, today=today) if part else None


def last_day(lasts: Lasts, *, today: date) -> date | None:
    match lasts:
        case Lasts.ALWAYS:
            return None
        case Lasts.WEEK:
            return today + timedelta(days=6)
        case Lasts.MONTH:
            return month_end(today)
        case Lasts.YEAR:
            return today.replace(month=12, day=31)


def check_until(last: date | None, *, today: date) -> None:
    if last is not None and not today <= last <= today + LATEST:
        raise UntilOutOfRange
