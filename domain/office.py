"""Who is who in the office, and which part of it is theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """The levels of units, from high to low."""

    CITY = "city"
    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"
    GRID = "grid"


class Role(StrEnum):
    AUXILIARY = "auxiliary"
    SUPERVISOR = "supervisor"
    LIAISON = "liaison"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The subtrees somebody may see and act on, as unit paths; the whole office is '/'."""

    paths: tuple[str, ...] = ()

    def covers(self, path: str) -> bool:
        return any(path.startswith(held) for held in self.paths)

    def narrowed(self, path: str) -> "Scope":
        """This one subtree, if it is inside; nothing otherwise."""
        return Scope(paths=(path,)) if self.covers(path) else NOWHERE


NOWHERE = Scope()
EVERYWHERE = Scope(paths=("/",))


class Stationed(NamedTuple):
    """Somebody in a list, with the community they work in."""

    name: str
    community: str


@dataclass(frozen=True, kw_only=True)
class Member:
    """A person as the office knows them while it answers: what every handler is given as `me`."""

    id: int
    name: str
    language: str
    roles: frozenset[Role]
    scope: Scope = NOWHERE
    unit_id: int | None = None
    unit_path: str = ""
    post: str = ""
    is_reachable: bool = True

    def is_any(self, roles: Iterable[Role]) -> bool:
        return not self.roles.isdisjoint(roles)
