"""`muster backup` while others write, and `muster restore`, which checks before it replaces."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot import backup
from models import schema
from models.serving import hold_file
from tests.kit.command_line import Operator

POSTGRESQL = "postgresql+asyncpg://muster@localhost/muster"


@pytest.fixture
def operator(monkeypatch, capsys, tmp_path, database_url):
    """In an empty folder, with an invented street of ten."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("MUSTER_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("MUSTER_DATABASE_URL", database_url)
    operator = Operator(monkeypatch, capsys)
    assert operator.types("seed", "--people", 10, "--days", 2).code == 0
    return operator


@pytest.fixture
def database(database_url):
    return Path(database_url.removeprefix("sqlite+aiosqlite:///"))


def asked(file, query):
    with closing(sqlite3.connect(file)) as opened:
        return opened.execute(query).fetchall()


def written(file, statement):
    with closing(sqlite3.connect(file)) as opened, opened:
        opened.execute(statement)


def everything(file):
    with closing(sqlite3.connect(file)) as opened:
        return list(opened.iterdump())


def files(folder, database):
    """Contents of all that is there, but for the lock."""
    named = [*folder.iterdir(), *database.parent.glob(f"{database.name}*")]
    return {str(each): each.read_bytes() for each in named if each.suffix != ".lock"}


def test_a_backup_holds_everything_and_is_for_its_owner_alone(operator, database, tmp_path):
    people = asked(database, "SELECT count(*) FROM person")[0][0]
    said = operator.types("backup", "office.backup")
    size = (tmp_path / "office.backup").stat().st_size / 1_000_000
    assert (said.code, said.err) == (0, "")
    assert said.out == f"备份已写入 office.backup：{size:.1f} MB，人员 {people} 名，消息 0 条。\n"
    assert everything(tmp_path / "office.backup") == everything(database)
    assert (tmp_path / "office.backup").stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["office.backup"]


WRITER = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
number = 0
while True:
    number += 1
    database.execute("BEGIN IMMEDIATE")
    for unit in (1, 2):
        database.execute(
            "UPDATE unit SET name = ? WHERE id = ?", (f"{number} " + "字" * 900, unit)
        )
    database.execute(
        "INSERT INTO inbox (update_id, chat_id, payload, state, tries, not_before, received_at)"
        " VALUES (?, 1, ?, 'queued', 0, '2026-11-23 00:00:00', '2026-11-23 00:00:00')",
        (number, "x" * 20000),
    )
    database.execute("COMMIT")
    if number == 20:
        print("writing", flush=True)
"""


@pytest.mark.fault("F9")
def test_a_backup_beside_a_busy_writer_is_one_moment_whole(operator, database, tmp_path):
    writer = subprocess.Popen([sys.executable, "-c", WRITER, database], stdout=subprocess.PIPE)
    try:
        assert writer.stdout.readline() == b"writing\n"
        copies = [f"{number}.backup" for number in range(5)]
        counts = []
        for name in copies:
            assert operator.types("backup", name).code == 0
            first, second = asked(name, "SELECT name FROM unit WHERE id < 3 ORDER BY id")
            assert first == second
            ((count, last),) = asked(name, "SELECT count(*), max(update_id) FROM inbox")
            assert count == last == int(first[0].split()[0])
            counts.append(count)
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.communicate()
    assert counts[-1] > counts[0] >= 20, "it went on writing all the while"
    assert counts == sorted(counts)


def test_a_file_is_replaced_only_when_told(operator, tmp_path):
    (tmp_path / "office.backup").write_bytes(b"holiday photos")
    said = operator.types("backup", "office.backup")
    assert (said.code, said.out) == (1, "")
    assert said.err == ("office.backup 已存在，没有写入任何内容。如需替换，请加 --overwrite。\n")
    assert (tmp_path / "office.backup").read_bytes() == b"holiday photos"

    assert operator.types("backup", "office.backup", "--overwrite").code == 0
    assert asked("office.backup", "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize("command", ["backup", "restore"])
@pytest.mark.parametrize("tail", ["", "-wal", ".lock"])
def test_the_database_is_no_backup_of_itself(operator, database, command, tail):
    options = ["--overwrite"] if command == "backup" else []
    before = everything(database)
    said = operator.types(command, f"{database}{tail}", *options)
    assert said.code == 1
    assert said.err == f"{database}{tail} 是数据库自身的文件，请另选文件名。\n"
    assert everything(database) == before


def test_a_folder_that_is_not_there_is_said_to_be_so(operator, tmp_path):
    said = operator.types("backup", "no/such/folder/office.backup")
    assert said.code == 1
    assert said.err.startswith("no/such/folder/office.backup 无法写入，没有改动任何内容。")
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_is_not_there_is_not_made(operator, monkeypatch, tmp_path):
    monkeypatch.setenv("MUSTER_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/absent.db")
    said = operator.types("backup", "office.backup")
    assert (said.code, said.err) == (1, f"{tmp_path}/absent.db 不存在，没有写入任何内容。\n")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_database_makes_no_backup(operator, database, tmp_path):
    _fold(database)
    spoil(database)
    said = operator.types("backup", "office.backup")
    assert (said.code, said.err) == (1, f"{database} 已损坏，没有写入任何内容。\n")
    assert list(tmp_path.iterdir()) == []


def _fold(database):
    with closing(sqlite3.connect(database)) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def spoil(file):
    """The page where the people are."""
    ((page,),) = asked(file, "SELECT rootpage FROM sqlite_schema WHERE name = 'person'")
    ((size,),) = asked(file, "PRAGMA page_size")
    with file.open("r+b") as opened:
        opened.seek((page - 1) * size)
        opened.write(b"\xff" * size)


@pytest.mark.fault("F8")
def test_what_is_restored_is_what_was_kept(operator, database, tmp_path):
    operator.types("backup", "office.backup")
    before = everything(database)
    os.chmod(database, 0o640)
    written(database, "UPDATE unit SET name = '改错了' WHERE id = 1")

    said = operator.types("restore", "office.backup")
    kept = database.with_name(f"{database.name}.before-restore")
    assert (said.code, said.err) == (0, "")
    first, second = said.out.splitlines()
    assert first.startswith("备份已恢复：")
    assert second == f"原数据库保留在：{kept}"
    assert everything(database) == before
    assert asked(kept, "SELECT name FROM unit WHERE id = 1") == [("改错了",)]
    assert database.stat().st_mode & 0o777 == 0o640
    assert operator.types("roster", "template", "r.xlsx").code == 0
    assert operator.types("replay").code == 0, "it can be worked with"


def test_what_was_kept_before_is_never_replaced(operator, database):
    operator.types("backup", "office.backup")
    for name in ("甲", "乙", "丙"):
        written(database, f"UPDATE unit SET name = '{name}' WHERE id = 1")
        assert operator.types("restore", "office.backup").code == 0
    for tail, name in (("", "甲"), ("-2", "乙"), ("-3", "丙")):
        kept = f"{database}.before-restore{tail}"
        assert asked(kept, "SELECT name FROM unit WHERE id = 1") == [(name,)]


def test_an_absent_database_is_brought_back(operator, database, monkeypatch, tmp_path):
    operator.types("backup", "office.backup")
    monkeypatch.setenv("MUSTER_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/new/muster.db")
    said = operator.types("restore", "office.backup")
    assert (said.code, said.out.count("\n")) == (0, 1)
    assert everything(tmp_path / "new" / "muster.db") == everything(database)


@pytest.mark.fault("F3")
def test_a_damaged_database_is_replaced_and_kept_as_it_is(operator, database):
    operator.types("backup", "office.backup")
    before = everything(database)
    _fold(database)
    database.write_bytes(b"\xff" * 5000)
    assert operator.types("restore", "office.backup").code == 0
    assert everything(database) == before
    kept = database.with_name(f"{database.name}.before-restore")
    assert kept.read_bytes() == b"\xff" * 5000


def test_an_older_version_is_restored_and_to_be_upgraded(operator, database):
    operator.types("backup", "office.backup")
    written("office.backup", "UPDATE alembic_version SET version_num = '0001'")
    said = operator.types("restore", "office.backup")
    assert said.code == 0
    assert said.out.endswith(
        "其中的表是旧版本 0001，请先运行 muster db upgrade，再运行 muster run。\n"
    )


def cut(file):
    os.truncate(file, file.stat().st_size // 2)


BAD = {
    "cut off": (cut, "已损坏，没有写入任何内容。"),
    "a spoilt page": (spoil, "已损坏，没有写入任何内容。"),
    "a text": (lambda f: f.write_text("姓名,手机\n"), "不是 SQLite 数据库，没有写入任何内容。"),
    "empty": (lambda f: os.truncate(f, 0), "不是 SQLite 数据库，没有写入任何内容。"),
    "absent": (lambda f: f.unlink(), "不存在，没有写入任何内容。"),
    "a newer schema": (
        lambda f: written(f, "UPDATE alembic_version SET version_num = '9999'"),
        "中没有本程序认识的表版本，可能由更新版本的点卯生成。没有写入任何内容。",
    ),
    "another program's": (
        lambda f: written(f, "DROP TABLE alembic_version"),
        "中没有本程序认识的表版本，可能由更新版本的点卯生成。没有写入任何内容。",
    ),
}


@pytest.mark.fault("F8")
@pytest.mark.parametrize("happens", BAD)
def test_what_is_no_backup_replaces_nothing(operator, database, tmp_path, happens):
    operator.types("backup", "office.backup")
    befalls, sentence = BAD[happens]
    befalls(tmp_path / "office.backup")
    before = files(tmp_path, database)

    said = operator.types("restore", "office.backup")

    assert (said.code, said.out) == (1, "")
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert files(tmp_path, database) == before


def test_nothing_is_restored_below_a_running_muster(operator, database, tmp_path):
    operator.types("backup", "office.backup")
    before = files(tmp_path, database)
    with hold_file(database):
        said = operator.types("restore", "office.backup")
        assert operator.types("backup", "another.backup").code == 0
    assert said.code == 1
    assert said.err == f"muster run 正在使用 {database}，请先停止它。没有替换任何内容。\n"
    (tmp_path / "another.backup").unlink()
    assert files(tmp_path, database) == before


def test_nothing_is_restored_below_another_program(operator, database, monkeypatch):
    monkeypatch.setattr("models.backup._PATIENCE", 0.1)
    operator.types("backup", "office.backup")
    before = everything(database)
    with closing(sqlite3.connect(database)) as other:
        other.execute("SELECT count(*) FROM unit").fetchone()
        said = operator.types("restore", "office.backup")
    assert said.code == 1
    assert said.err == f"另一个程序正在使用 {database}，请先关闭它。没有写入任何内容。\n"
    assert everything(database) == before
    assert not list(database.parent.glob(f"{database.name}.before*"))


@pytest.mark.fault("F8")
@pytest.mark.parametrize("step", ["link", "fsync", "chown"])
def test_a_disk_that_fails_leaves_the_old_one_in_place(operator, database, monkeypatch, step):
    operator.types("backup", "office.backup")
    before = everything(database)

    def fails(*_, **__):
        raise OSError("no space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(f"os.{step}", fails)
        said = operator.types("restore", "office.backup")
    assert said.code == 1
    assert said.err.startswith(f"{database} 无法写入，没有改动任何内容。")
    assert everything(database) == before


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_postgresql_has_its_own_tools(operator, monkeypatch, command):
    monkeypatch.setenv("MUSTER_DATABASE_URL", POSTGRESQL)
    said = operator.types(command, "office.backup")
    assert said.code == 1
    assert said.err == "PostgreSQL 请使用其自带工具：pg_dump 备份，pg_restore 恢复。\n"


HIDE = "import sys; sys.stdout.buffer.write(bytes(b ^ 90 for b in sys.stdin.buffer.read()))"


def through(*commands, given=b""):
    """A pipeline, as a shell makes it; returns what came out, and what was said meanwhile."""
    said = ""
    for words in commands:
        done = subprocess.run(words, input=given, capture_output=True, check=True)
        given, said = done.stdout, said + done.stderr.decode()
    return given, said


@pytest.mark.fault("H9")
def test_a_backup_goes_through_a_program_that_hides_it_and_back(operator, database, tmp_path):
    muster, hide = [sys.executable, "-m", "bot"], [sys.executable, "-c", HIDE]
    before, people = everything(database), asked(database, "SELECT count(*) FROM person")[0][0]
    hidden, said = through([*muster, "backup", "-"], hide)
    assert f"人员 {people} 名" in said
    assert b"SQLite" not in hidden
    written(database, "UPDATE person SET name = 'X'")

    answer, _ = through(hide, [*muster, "restore", "-"], given=hidden)
    assert "备份已恢复" in answer.decode()
    assert everything(database) == before
    left = [each.name for each in database.parent.iterdir() if each.name.startswith(".muster")]
    assert left == []


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_terminal_is_no_pipe(operator, monkeypatch, command):
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    said = operator.types(command, "-")
    assert said.code == 1
    assert "age -r" in said.err


def test_every_version_that_can_be_upgraded_is_known():
    assert schema.newest() in schema.known()
    assert "0001" in schema.known()
    assert backup.TAILS == ("-wal", "-shm", "-journal", ".lock")
