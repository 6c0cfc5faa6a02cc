"""What the operator sees: sentences line by line, counts in tables."""

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.settings import Settings, languages
from views.texts import Texts, texts


def texts_of(settings: Settings) -> Texts:
    return texts(settings.language, settings.zone)


def operator_texts() -> list[Texts]:
    """For when the settings cannot be read: in both languages if even the language is unclear."""
    return [texts(language, UTC) for language in languages()]


def say(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


def warn(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def show_counts(heading: str, counted: Iterable[tuple[str, int]], *, of: str, total: str) -> None:
    rows = list(counted)
    table = Table(show_footer=True)
    table.add_column(Text(heading), footer=Text(total), overflow="fold")
    table.add_column(Text(of), footer=str(sum(n for _, n in rows)), justify="right", no_wrap=True)
    for name, count in rows:
        table.add_row(Text(name), str(count))
    Console(highlight=False).print(table)


def show_rows(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    table = Table()
    for heading in headings:
        table.add_column(Text(heading), overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    Console(highlight=False).print(table)
