"""Names as people write them down in one message, and whose they are."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

_EVERYONE = frozenset({"全体", "全部", "全到", "都到了", "所有人", "everyone", "all"})
_BETWEEN = re.compile(r"[、，,;；。\n]+")


class Bearer(Protocol):
    @property
    def name(self) -> str: ...


B = TypeVar("B", bound=Bearer)


@dataclass(frozen=True, kw_only=True)
class Named(Generic[B]):
    """What became of the names of one message; the `unlisted` are not of the list, but known."""

    found: tuple[B, ...] = ()
    unlisted: tuple[B, ...] = ()
    twice: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    """Several bear this name, none of whom is on the list."""


def means_everyone(text: str) -> bool:
    return text.strip().casefold() in _EVERYONE


def names_in(text: str) -> list[str]:
    """Whatever in it may be a name."""
    parts = list(_parts(text))
    return list(dict.fromkeys([*parts, *(word for part in parts for word in part.split())]))


def match_names(text: str, people: Sequence[B], others: Sequence[B] = ()) -> Named[B]:
    """Names between marks, on lines, or between spaces.

    Of two who bear one name, the one on the list is meant, and none of the `others`.
    """
    bearers, strangers = _bearers(people), _bearers(others)
    known = bearers.keys() | strangers.keys()
    said = dict.fromkeys(name for part in _parts(text) for name in _names(part.casefold(), known))
    unlisted = [name for name in said if name not in bearers]
    return Named(
        found=tuple(p for p in people if _key(p) in said and bearers[_key(p)] == 1),
        unlisted=tuple(p for p in others if _key(p) in unlisted and strangers[_key(p)] == 1),
        twice=tuple(name for name in said if bearers[name] > 1),
        unknown=tuple(name for name in unlisted if not strangers[name]),
        alike=tuple(name for name in unlisted if strangers[name] > 1),
    )


def _key(person: Bearer) -> str:
    return person.name.casefold()


def _bearers(people: Iterable[Bearer]) -> Counter[str]:
    return Counter(_key(person) for person in people)


def _parts(text: str) -> Iterable[str]:
    return (part for each in _BETWEEN.split(text) if (part := " ".join(each.split())))


def _names(part: str, known: Collection[str]) -> Iterable[str]:
    return (part,) if part in known else part.split()
