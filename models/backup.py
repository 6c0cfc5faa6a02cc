"""Copies of an SQLite database: taken while it is used, examined, put in its place."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp
from urllib.parse import quote

from domain.backup import BackupFlaw, BackupRefused
from models import schema

_HEAD = b"SQLite format 3\0"
_PATIENCE = 10.0
_FLAWS = {
    sqlite3.SQLITE_CORRUPT: BackupFlaw.DAMAGED,
    sqlite3.SQLITE_NOTADB: BackupFlaw.DAMAGED,
    sqlite3.SQLITE_BUSY: BackupFlaw.BUSY,
    sqlite3.SQLITE_LOCKED: BackupFlaw.BUSY,
}


@dataclass(frozen=True)
class Contents:
    """What a copy holds; `size` in bytes, `version` of its tables."""

    size: int
    version: str
    people: int
    messages: int


def copy_database(source: Path, target: Path) -> Contents:
    """As it is at one moment, without what was deleted; writers are not held up."""
    _must_be_sqlite(source)
    with _beside(target) as part:
        with _refusing(source), closing(_open(source)) as database:
            database.execute("VACUUM INTO ?", [str(part)])
        contents = _examine(part, source)
        _place(part, target)
    return contents


def restore_database(source: Path, database: Path) -> tuple[Contents, Path | None]:
    """What is put in place is what was examined; returns where the old one is kept, if any."""
    _must_be_sqlite(source)
    with _beside(database) as part:
        with _refusing(source), closing(_open(source)) as found, closing(_open(part)) as copy:
            found.backup(copy)
        contents = _examine(part, source)
        kept = _keep(database, part) if database.exists() else None
        _place(part, database)
    return contents, kept


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A file in the same folder, so that it can take its place in one step; private."""
    descriptor, name = mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(descriptor)
    part = Path(name)
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _refusing(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        flaw = _FLAWS.get(error.sqlite_errorcode & 0xFF, BackupFlaw.NOT_WRITTEN)
        raise BackupRefused(flaw, file) from error


def _open(file: Path) -> sqlite3.Connection:
    """Never makes a file."""
    address = f"file:{quote(str(file.absolute()))}?mode=rw"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=_PATIENCE)


def _must_be_sqlite(file: Path) -> None:
    if not file.is_file():
        raise BackupRefused(BackupFlaw.ABSENT, file)
    with file.open("rb") as opened:
        if opened.read(len(_HEAD)) != _HEAD:
            raise BackupRefused(BackupFlaw.NOT_SQLITE, file)


def _examine(part: Path, source: Path) -> Contents:
    """`source` is what a refusal names."""
    with _refusing(source), closing(_open(part)) as copy:
        if copy.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise BackupRefused(BackupFlaw.DAMAGED, source)
        version = _version(copy)
        if version not in schema.known():
            raise BackupRefused(BackupFlaw.UNKNOWN_VERSION, source)
        (people,) = copy.execute("SELECT count(*) FROM person").fetchone()
        (messages,) = copy.execute("SELECT count(*) FROM outbox").fetchone()
    return Contents(part.stat().st_size, version, people, messages)


def _version(copy: sqlite3.Connection) -> str:
    named = "SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'"
    if copy.execute(named).fetchone() is None:
        return ""
    (version,) = copy.execute("SELECT version_num FROM alembic_version").fetchone() or ("",)
    return str(version)


def _keep(database: Path, part: Path) -> Path:
    """The old one by a second name, never one that is taken; its rights go to its successor."""
    _fold(database)
    was = database.stat()
    part.chmod(stat.S_IMODE(was.st_mode))
    os.chown(part, was.st_uid, was.st_gid)
    names = (f"{database.name}.before-restore{n}" for n in ("", *map("-{}".format, range(2, 99))))
    kept = next(each for name in names if not (each := database.with_name(name)).exists())
    os.link(database, kept)
    for tail in ("-wal", "-shm"):
        beside = database.with_name(f"{database.name}{tail}")
        if beside.exists():
            beside.rename(kept.with_name(f"{kept.name}{tail}"))
    return kept


def _fold(database: Path) -> None:
    """Its log goes into it, if nobody else has it open; a damaged one stays as it is."""
    try:
        with closing(_open(database)) as old:
            old.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise BackupRefused(BackupFlaw.BUSY, database) from error


def _place(part: Path, target: Path) -> None:
    _sync(part)
    part.replace(target)
    with suppress(OSError):
        _sync(target.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
