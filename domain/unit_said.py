"""A unit as people write it: with the names above it or without, in one word or in several."""

from collections.abc import Sequence

LONGEST = 60


def endings(said: str) -> list[str]:
    """Every name that the text may end with."""
    return [said[-length:] for length in range(1, min(len(said), LONGEST) + 1)]


def is_called(said: str, way: Sequence[str]) -> bool:
    """`way` are the names from the top down to the unit."""
    meant = _in_one_word(said)
    return any(_in_one_word("".join(way[at:])) == meant for at in range(len(way)))


def has_part(name: str, part: str) -> bool:
    return _in_one_word(part) in _in_one_word(name)


def _in_one_word(text: str) -> str:
    return "".join(text.split())
