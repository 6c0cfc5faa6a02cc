"""Names as a supervisor reads them: community by community, and the first of many."""

from collections.abc import Sequence

from domain.office import Stationed
from views.texts import Texts

SHOWN_NAMES = 40


def and_more(more: int, t: Texts) -> str:
    return t.plural(" and {n} more", " and {n} more", more) if more > 0 else ""


def first_of(names: Sequence[str], shown: int, t: Texts) -> str:
    return t.listed(names[:shown]) + and_more(len(names) - shown, t)


def some_of(names: Sequence[str], shown: int, t: Texts) -> str:
    """Where how many they are is said beside them."""
    return t.listed(names[:shown]) + (t(" and others") if len(names) > shown else "")


def by_community(
    people: Sequence[Stationed], t: Texts, *, units: Sequence[str], count: int | None = None
) -> list[str]:
    """A line each; whose one community it is need not read its name. `count` is of all."""
    there: dict[str, list[str]] = {}
    for each in people[:SHOWN_NAMES]:
        there.setdefault(each.community, []).append(each.name)
    lines = [
        names if [unit] == [*units] else t("{unit}: {names}", unit=unit, names=names)
        for unit, names in ((unit, t.listed(named)) for unit, named in there.items())
    ]
    left_out = (len(people) if count is None else count) - min(SHOWN_NAMES, len(people))
    return [*lines[:-1], *(line + and_more(left_out, t) for line in lines[-1:])]
