"""People whom no message reaches, each with the reason."""

from collections.abc import Sequence

from domain.reach import Silence
from views.names import SHOWN_NAMES, first_of
from views.texts import Texts
from views.words import word


def silent(name: str, why: Silence, t: Texts) -> str:
    return t("{name} ({why})", name=name, why=word(why, t))


def silent_lines(people: Sequence[tuple[str, Silence]], t: Texts) -> list[str]:
    """What follows a list of the absent; nothing where all are reached."""
    if not people:
        return []
    names = [silent(name, why, t) for name, why in people]
    heading = t("Of the absent, no message reaches")
    return ["", t("{kind} ({n})", kind=heading, n=len(people)), first_of(names, SHOWN_NAMES, t)]
