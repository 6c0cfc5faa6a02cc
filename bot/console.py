"""What the operator sees: sentences line by line, counts in tables."""

import os
import sys
from collections.abc import Iterable
from datetime import UTC

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.settings import Settings
from views.texts import Texts, language_for, texts


def texts_of(settings: Settings) -> Texts:
    return texts(settings.language, settings.zone)


def operator_texts() -> Texts:
    """For when the settings cannot be read: the language is asked of the environment alone."""
    return texts(language_for(os.environ.get("MUSTER_LANGUAGE"), "zh"), UTC)


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
