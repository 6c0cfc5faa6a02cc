"""What `muster backup` and `muster restore` answer."""

from collections.abc import Mapping
from pathlib import Path

from domain.backup import BackupFlaw
from views.texts import N_, Texts

_FLAWS: Mapping[BackupFlaw, str] = {
    BackupFlaw.POSTGRESQL: N_(
        "PostgreSQL has its own tools for this: pg_dump writes a backup,"
        " pg_restore brings it back."
    ),
    BackupFlaw.TERMINAL: N_(
        "- means a pipe, and this is a terminal: muster backup - | age -r KEY > FILE, and back by"
        " age -d -i KEYFILE FILE | muster restore -"
    ),
    BackupFlaw.ABSENT: N_("{file} does not exist; nothing was written."),
    BackupFlaw.IN_THE_WAY: N_("{file} exists; nothing was written. --overwrite replaces it."),
    BackupFlaw.SAME: N_("{file} belongs to the database itself; name another file."),
    BackupFlaw.NOT_SQLITE: N_("{file} is no SQLite database; nothing was written."),
    BackupFlaw.DAMAGED: N_("{file} is damaged; nothing was written."),
    BackupFlaw.UNKNOWN_VERSION: N_(
        "{file} has no tables of a version that this program knows; nothing was written."
        " A newer Muster may have made it."
    ),
    BackupFlaw.SERVED: N_("A muster run serves {file}. Stop it first; nothing was replaced."),
    BackupFlaw.BUSY: N_("Another program has {file} open; close it first. Nothing was written."),
    BackupFlaw.NOT_WRITTEN: N_(
        "{file} cannot be written; nothing was changed. Check the folder, its rights and the disk."
    ),
}


def refusal(flaw: BackupFlaw, file: Path, t: Texts) -> str:
    return t(_FLAWS[flaw], file=str(file))


def written(file: Path, size: int, people: int, messages: int, t: Texts) -> str:
    return t(
        "The backup is in {file}: {size} MB, people {people}, messages {messages}.",
        file=str(file),
        size=_megabytes(size),
        people=people,
        messages=messages,
    )


def restored(size: int, people: int, messages: int, t: Texts) -> str:
    return t(
        "The backup is in place: {size} MB, people {people}, messages {messages}.",
        size=_megabytes(size),
        people=people,
        messages=messages,
    )


def kept(file: Path, t: Texts) -> str:
    return t("What was there before is kept: {file}", file=str(file))


def upgrade_first(version: str, t: Texts) -> str:
    return t(
        "Its tables are of the older version {version}. Run muster db upgrade before muster run.",
        version=version,
    )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}"
