"""`muster backup` and `muster restore`: the SQLite database as one file, there and back."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.engine import make_url

from bot.console import say, warn
from bot.settings import Settings
from domain.backup import BackupFlaw, BackupRefused
from domain.serving import AlreadyServed
from models import schema
from models.backup import Contents, copy_database, restore_database
from models.serving import hold_file
from views import backup as view
from views.texts import Texts

PIPE = Path("-")
"""Standard output or input, from or to a program that encrypts."""
TAILS = ("-wal", "-shm", "-journal", ".lock")


def write(target: Path, settings: Settings, t: Texts, *, overwrite: bool) -> int:
    """Returns the exit code: 0 when the copy is there and whole, 1 when nothing was written."""
    tell = warn if target == PIPE else say
    try:
        contents = _write(target, _database(settings), overwrite=overwrite)
    except BackupRefused as refused:
        return _refuse(refused, t)
    tell(view.written(target, contents.size, contents.people, contents.messages, t))
    return 0


def bring_back(source: Path, settings: Settings, t: Texts) -> int:
    """Returns the exit code: 0 when the copy is in place, 1 when nothing was replaced."""
    try:
        contents, kept = _bring_back(source, _database(settings))
    except BackupRefused as refused:
        return _refuse(refused, t)
    say(view.restored(contents.size, contents.people, contents.messages, t))
    if kept:
        say(view.kept(kept, t))
    if contents.version != schema.newest():
        say(view.upgrade_first(contents.version, t))
    return 0


def _refuse(refused: BackupRefused, t: Texts) -> int:
    warn(view.refusal(refused.flaw, refused.file, t))
    return 1


def _database(settings: Settings) -> Path:
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite":
        raise BackupRefused(BackupFlaw.POSTGRESQL, Path())
    return Path(url.database or ":memory:").resolve()


def _write(target: Path, database: Path, *, overwrite: bool) -> Contents:
    if target == PIPE:
        return _pour_out(database)
    _must_be_another(target, database)
    if target.exists() and not overwrite:
        raise BackupRefused(BackupFlaw.IN_THE_WAY, target)
    try:
        return copy_database(database, target)
    except OSError as error:
        raise BackupRefused(BackupFlaw.NOT_WRITTEN, target) from error


def _pour_out(database: Path) -> Contents:
    if sys.stdout.isatty():
        raise BackupRefused(BackupFlaw.TERMINAL, PIPE)
    with _poured(database) as copy:
        contents = copy_database(database, copy)
        with copy.open("rb") as whole:
            shutil.copyfileobj(whole, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    return contents


def _pour_in(database: Path) -> tuple[Contents, Path | None]:
    if sys.stdin.isatty():
        raise BackupRefused(BackupFlaw.TERMINAL, PIPE)
    with _poured(database) as copy:
        with copy.open("wb") as whole:
            shutil.copyfileobj(sys.stdin.buffer, whole)
        return _bring_back(copy, database)


@contextmanager
def _poured(database: Path) -> Iterator[Path]:
    """A private file that is gone afterwards; where the database is, for it holds the same."""
    try:
        with TemporaryDirectory(prefix=".muster-", dir=database.parent) as folder:
            copy = Path(folder) / database.name
            yield copy
    except BackupRefused as refused:
        if refused.file != copy:
            raise
        raise BackupRefused(refused.flaw, PIPE) from refused
    except OSError as error:
        raise BackupRefused(BackupFlaw.NOT_WRITTEN, PIPE) from error


def _bring_back(source: Path, database: Path) -> tuple[Contents, Path | None]:
    if source == PIPE:
        return _pour_in(database)
    _must_be_another(source, database)
    try:
        with hold_file(database):
            return restore_database(source, database)
    except AlreadyServed:
        raise BackupRefused(BackupFlaw.SERVED, database) from None
    except OSError as error:
        raise BackupRefused(BackupFlaw.NOT_WRITTEN, database) from error


def _must_be_another(file: Path, database: Path) -> None:
    """Nor what belongs to it: its log, its lock."""
    own = (database.with_name(f"{database.name}{tail}") for tail in ("", *TAILS))
    if file.resolve() in own:
        raise BackupRefused(BackupFlaw.SAME, file)
