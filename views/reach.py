"""People whom no message reaches, each with the reason."""

from collections.abc import Sequence

from domain.reach import Silence
from views.texts import Texts
from views.words import word

SHOWN_NAMES = 40


def silent(name: str, why: Silence, t: Texts) -> str:
    return t("{name} ({why})", name=name, why=word(why, t))


def silent_lines(people: Sequence[tuple[str, Silence]], t: Texts) -> list[str]:
    """What follows a list of the absent; nothing where all are reached."""
    if not people:
        return []
    shown = t.listed(silent(name, why, t) for name, why in people[:SHOWN_NAMES])
    more = len(people) - SHOWN_NAMES
    rest = t.plural(" and {n} more", " and {n} more", more) if more > 0 else ""
    heading = t("Of the absent, no message reaches")
    return ["", t("{kind} ({n})", kind=heading, n=len(people)), shown + rest]
