"""The units that a roster names, and what a short mention of one of them stands for."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from domain.office import Level

Place = tuple[tuple[Level, str], ...]

_LEVELS = list(Level)
_DEPTH = {level: depth for depth, level in enumerate(_LEVELS)}


def missing_level(place: Place, *, top: Level) -> Level | None:
    """The first level that is skipped on the way down; nothing if none is."""
    expected = _DEPTH[top]
    for level, _ in place:
        if _DEPTH[level] != expected:
            return _LEVELS[expected]
        expected += 1
    return None


def path_of(place: Place) -> str:
    return "/".join(name for _, name in place)


class UnitsNamed:
    """Every unit of the given places, those above them included."""

    def __init__(self, places: Iterable[Place]) -> None:
        given = {place for place in places if place}
        tops = (_DEPTH[place[0][0]] for place in given)
        self.top = _LEVELS[min(tops, default=0)]
        self._above: dict[tuple[Level, str], set[Place]] = defaultdict(set)
        for unit in _units(place for place in given if not missing_level(place, top=self.top)):
            self._above[unit[-1]].add(unit[:-1])
        completed = (self.completed(place) for place in given)
        whole = (place for place in completed if not missing_level(place, top=self.top))
        self._named = Counter(tail for unit in _units(whole) for tail in _tails(unit))

    def completed(self, place: Place) -> Place:
        """A place that starts lower than the others, with what is above it if only one can be."""
        above = self._above.get(place[0], set()) if place and place[0][0] != self.top else set()
        return next(iter(above)) + place if len(above) == 1 else place

    def times(self, name: str) -> int:
        """How many units a supervisor may mean by `三里社区`, or by `三里社区/第1网格`."""
        return self._named[name]


def _units(places: Iterable[Place]) -> set[Place]:
    return {place[:end] for place in places for end in range(1, len(place) + 1)}


def _tails(unit: Place) -> set[str]:
    return {path_of(unit[start:]) for start in range(len(unit))}
