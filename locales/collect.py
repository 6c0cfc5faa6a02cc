"""`make texts`: brings the Chinese catalogues in step with the English texts in views/.

One catalogue per module of views. New texts are added without a translation, which a test refuses;
texts that are gone are taken out.
"""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

KEYWORDS = {"t": None, "N_": None, "plural": (1, 2)}
LOCALE = "zh_Hans"
HERE = Path(__file__).parent
VIEWS = HERE.parent / "views"
Id = str | tuple[str, str]


def texts_of(module: Path) -> list[Id]:
    """The texts that a module says, in its order."""
    found = extract_from_file("python", str(module), keywords=KEYWORDS)
    return list(dict.fromkeys(_id(said) for _, said, _, _ in found))


def catalogues() -> Iterator[tuple[str, Catalog]]:
    for path in sorted((HERE / LOCALE).glob("*.po")):
        with path.open("rb") as source:
            yield path.stem, read_po(source, locale=LOCALE)


def collect() -> None:
    known = {_id(m.id): m for _, catalogue in catalogues() for m in catalogue if m.id}
    written: set[Id] = set()
    for module in sorted(VIEWS.glob("*.py")):
        texts = [said for said in texts_of(module) if said not in written]
        written |= set(texts)
        _write(HERE / LOCALE / f"{module.stem}.po", texts, known)


def _write(path: Path, texts: list[Id], known: dict[Id, Message]) -> None:
    if not texts:
        path.unlink(missing_ok=True)
        return
    catalogue = Catalog(locale=LOCALE)
    for said in texts:
        catalogue.add(said, known[said].string if said in known else None)
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as target:
        write_po(target, catalogue, omit_header=True, no_location=True, width=0)


def _id(said: object) -> Id:
    return (str(said[0]), str(said[1])) if isinstance(said, tuple | list) else str(said)


if __name__ == "__main__":
    collect()
