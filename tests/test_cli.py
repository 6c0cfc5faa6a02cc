"""The commands on the machine, run as an operator runs them."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

from domain.roster_columns import HEADINGS
from domain.roster_file import MAX_ROWS
from tests.kit.command_line import Operator
from tests.kit.live import free_address
from tests.kit.roster import street_roster, write_csv, write_xlsx

PEOPLE = street_roster()
ROOT = Path(__file__).parent.parent


@pytest.fixture
def operator(monkeypatch, capsys, tmp_path, database_url):
    """In an empty folder, with a migrated database that nobody is in."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("MUSTER_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("MUSTER_DATABASE_URL", database_url)
    return Operator(monkeypatch, capsys)


def everything(database_url):
    with sqlite3.connect(database_url.removeprefix("sqlite+aiosqlite:///")) as database:
        return list(database.iterdump())


def test_a_template_can_be_imported_as_it_is(operator):
    written = operator.types("roster", "template", "roster.xlsx")
    assert written.code == 0
    assert written.out == "花名册模板已生成，请用实际人员替换示例行：roster.xlsx\n"
    imported = operator.types("roster", "import", "roster.xlsx")
    assert (imported.code, imported.err) == (0, "")
    assert "新增 1 人" in imported.out


def test_a_template_never_overwrites_a_file(operator, tmp_path):
    write_xlsx(PEOPLE[:1], tmp_path / "roster.xlsx")
    before = (tmp_path / "roster.xlsx").read_bytes()
    said = operator.types("roster", "template", "roster.xlsx")
    assert said.code == 1
    assert "roster.xlsx 已存在" in said.err
    assert (tmp_path / "roster.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("roster.csv", "文件名请以 .xlsx 结尾。"), ("no/such/folder.xlsx", "无法写入该文件")],
)
def test_a_template_that_cannot_be_written_is_said_to_be_so(operator, name, sentence):
    said = operator.types("roster", "template", name)
    assert said.code == 1
    assert sentence in said.err


def test_the_same_file_again_leaves_one_line_of_the_audit_and_nothing_else(
    operator, tmp_path, database_url
):
    write_csv(PEOPLE, tmp_path / "roster.csv", "gbk")
    operator.types("roster", "import", "roster.csv")
    before = everything(database_url)
    said = operator.types("roster", "import", "roster.csv")
    assert "\n不变 392 人。\n" in said.out
    after = everything(database_url)
    (line,) = (line for line in after if line not in before)
    assert line.startswith('INSERT INTO "audit"')
    assert """'{"new": 0, "changed": 0, "units": 0}'""" in line
    after.remove(line)
    assert after == before

    with sqlite3.connect(database_url.removeprefix("sqlite+aiosqlite:///")) as database:
        database.execute("UPDATE person SET telegram_id = id + 100 WHERE id <= 2")
    write_csv(
        [*({**each, "岗位": "组长"} for each in PEOPLE[1:3]), *PEOPLE[3:]], tmp_path / "r.csv"
    )
    operator.types("roster", "import", "r.csv")
    with sqlite3.connect(database_url.removeprefix("sqlite+aiosqlite:///")) as database:
        owed = database.execute("SELECT chat_id, method FROM outbox").fetchall()
    assert owed == [(102, "roster_told")]


def test_a_trial_run_reports_the_same_and_writes_nothing(operator, tmp_path, database_url):
    write_xlsx(PEOPLE, tmp_path / "roster.xlsx")
    before = everything(database_url)
    tried = operator.types("roster", "import", "roster.xlsx", "--dry-run")
    assert everything(database_url) == before
    done = operator.types("roster", "import", "roster.xlsx")
    assert tried.code == done.code == 0
    assert tried.out == f"{done.out}这是试运行，没有写入任何内容。\n"
    assert everything(database_url) != before


def test_each_bad_row_is_named_with_its_reasons_and_nothing_is_written(
    operator, tmp_path, database_url
):
    first, second, *others = PEOPLE
    bad = [first | {"手机": "1380013800"}, second | {"姓名": "", "角色": "站长"}, *others]
    write_xlsx(bad, tmp_path / "roster.xlsx")
    before = everything(database_url)
    said = operator.types("roster", "import", "roster.xlsx")
    assert said.code == 1
    assert "第 2 行：“138***3800”不是国内手机号\n" in said.out
    assert "第 3 行：缺少姓名、没有“站长”这个角色\n" in said.out
    assert said.out.endswith("没有写入任何内容。\n")
    assert said.err == "有 2 行需要更正。\n"
    assert everything(database_url) == before


def test_a_thousand_errors_are_a_thousand_lines(operator, tmp_path, database_url):
    rows = [PEOPLE[0] | {"手机": f"1380000{number:04}", "街道": ""} for number in range(1000)]
    write_csv(rows, tmp_path / "roster.csv")
    before = everything(database_url)
    said = operator.types("roster", "import", "roster.csv")
    told = [line for line in said.out.splitlines() if line.startswith("第 ")]
    assert told[0] == "第 2 行：缺少上级单位：街道"
    assert told[-1] == "第 1001 行：缺少上级单位：街道"
    assert len(told) == 1000
    assert everything(database_url) == before


def test_nobodys_whole_number_is_printed(operator, tmp_path):
    write_csv(
        [PEOPLE[0], PEOPLE[0], PEOPLE[1] | {"手机": "１３８-０013－8000 1"}], tmp_path / "r.csv"
    )
    said = operator.types("roster", "import", "r.csv")
    assert "第 3 行：手机号与第 2 行重复" in said.out
    assert "第 4 行：“１３８-****－*000 1”不是国内手机号" in said.out
    assert PEOPLE[0]["手机"] not in said.out + said.err


def exe(path: Path) -> None:
    path.write_bytes(b"MZ\x90\x00\x03" + bytes(500))


def wrong_columns(path: Path) -> None:
    write_rows(path, ["工号", "备注"], ["1", "张伟"])


def formulas(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(HEADINGS.values()))
        sheet.write_string(1, 0, '=HYPERLINK("http://example.org")')
        sheet.write_string(1, 1, PEOPLE[0]["手机"])
        sheet.write_string(1, 7, "朝晖区")


def too_many(path: Path) -> None:
    write_rows(path, ["姓名", "手机", "区"], *[["张伟", "19900000001", "朝晖区"]] * (MAX_ROWS + 1))


def only_a_heading(path: Path) -> None:
    write_rows(path, list(HEADINGS.values()))


def write_rows(path: Path, *rows: list[str]) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (exe, "这不是电子表格"),
        (wrong_columns, "这些列：姓名、手机、街道。\n文件中有：工号、备注。"),
        (formulas, "有 1 行需要更正。"),
        (too_many, f"超过 {MAX_ROWS} 人"),
        (only_a_heading, "文件只有表头，没有人员。"),
        (lambda path: None, "文件不存在"),
    ],
)
def test_what_is_no_roster_gets_a_report_and_writes_nothing(
    operator, tmp_path, database_url, make, sentence
):
    make(tmp_path / "roster.xlsx")
    before = everything(database_url)
    said = operator.types("roster", "import", "roster.xlsx")
    assert said.code == 1
    assert sentence in said.err
    assert said.out.endswith("没有写入任何内容。\n")
    assert everything(database_url) == before


def test_the_operator_may_read_english(operator, monkeypatch):
    monkeypatch.setenv("MUSTER_LANGUAGE", "en")
    said = operator.types("roster", "template", "roster.xlsx")
    assert said.out == "A roster to fill in, with one example row to replace: roster.xlsx\n"
    assert "\nnew 1, new units 4.\n" in operator.types("roster", "import", "roster.xlsx").out


def test_the_tables_are_brought_up_to_date_once(operator, monkeypatch, tmp_path):
    monkeypatch.setenv("MUSTER_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/new/office.db")
    first, second = operator.types("db", "upgrade"), operator.types("db", "upgrade")
    assert (first.code, second.code) == (0, 0)
    assert "已升级到版本" in first.out
    assert "已是版本" in second.out


def test_a_new_office_needs_no_upgrade_before_its_roster(operator, monkeypatch, tmp_path):
    monkeypatch.delenv("MUSTER_DATABASE_URL")
    write_csv(PEOPLE[:3], tmp_path / "roster.csv")
    assert operator.types("roster", "import", "roster.csv").code == 0
    assert (tmp_path / "data" / "muster.db").exists()


@pytest.mark.fault("A7")
@pytest.mark.parametrize("words", [("replay",), ("roster", "import", "roster.csv")])
def test_a_database_of_another_version_is_left_alone(operator, tmp_path, database_url, words):
    write_csv(PEOPLE[:3], tmp_path / "roster.csv")
    with sqlite3.connect(database_url.removeprefix("sqlite+aiosqlite:///")) as database:
        database.execute("UPDATE alembic_version SET version_num = '0000'")
    before = everything(database_url)
    said = operator.types(*words)
    assert (said.code, said.out) == (2, "")
    assert "muster db upgrade" in said.err
    assert everything(database_url) == before


@pytest.mark.fault("F3")
def test_what_is_no_database_is_one_sentence(operator, monkeypatch, tmp_path):
    (tmp_path / "office.db").write_text("花名册" * 1000, "utf-8")
    monkeypatch.setenv("MUSTER_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/office.db")
    said = operator.types("db", "upgrade")
    assert (said.code, said.out) == (1, "")
    assert "请运行 muster doctor" in said.err
    assert said.err.count("\n") == 1


def test_what_was_set_aside_is_queued_again_once(operator, database_url):
    with sqlite3.connect(database_url.removeprefix("sqlite+aiosqlite:///")) as database:
        row = "(?, 1, '{}', ?, 5, '2026-11-23 00:00:00', '2026-11-23 00:00:00', 'KeyError')"
        rows = [(1, "dead"), (2, "dead"), (3, "done")]
        columns = "update_id, chat_id, payload, state, tries, not_before, received_at, error"
        database.executemany(f"INSERT INTO inbox ({columns}) VALUES {row}", rows)
    assert operator.types("replay").out == "2 条消息已重新排队，由 muster run 处理。\n"
    assert operator.types("replay").out == "没有搁置的消息。\n"
    with sqlite3.connect(database_url.removeprefix("sqlite+aiosqlite:///")) as database:
        found = database.execute("SELECT state, tries FROM inbox ORDER BY update_id").fetchall()
    assert found == [("queued", 0), ("queued", 0), ("done", 5)]


@pytest.mark.parametrize(
    "words", [("replay",), ("db", "upgrade"), ("roster", "template", "r.xlsx"), ("run",)]
)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MUSTER_LANGUAGE", "fr"),
        ("MUSTER_TIMEZONE", "Mars/Olympus"),
        ("MUSTER_DATABASE_URL", "mysql://localhost"),
        ("MUSTER_TOKEN", "secret-without-a-number"),
    ],
)
def test_a_wrong_setting_is_one_sentence_and_never_a_secret(
    operator, monkeypatch, words, name, value
):
    monkeypatch.setenv(name, value)
    said = operator.types(*words)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"{name}：")
    assert said.err.count("\n") == 1
    assert "secret" not in said.err
    assert (f" / {name}: " in said.err) is (name == "MUSTER_LANGUAGE")
    monkeypatch.setenv("MUSTER_LANGUAGE", "en" if name != "MUSTER_LANGUAGE" else value)
    assert f"{name}: " in operator.types(*words).err


def test_running_without_a_token_is_refused_in_one_sentence(operator, monkeypatch):
    said = operator.types("run")
    assert said.code == 2
    assert said.err == "MUSTER_TOKEN：尚未设置。请向 @BotFather 申请令牌，并写入 .env。\n"
    monkeypatch.setenv("MUSTER_LANGUAGE", "en")
    assert operator.types("run").err.startswith("MUSTER_TOKEN: it is missing.")


def test_the_doctor_speaks_one_language_of_a_wrong_setting(operator, monkeypatch):
    monkeypatch.setenv("MUSTER_LISTEN", "8080")
    said = operator.types("doctor")
    assert (said.code, said.err) == (1, "")
    assert said.out == (
        "✗ 设置：MUSTER_LISTEN：请填写“主机:端口”，例如 127.0.0.1:8080。\n"
        "  → 请在环境变量或 .env 中改正。\n"
    )


def test_the_doctor_asks_the_running_process_when_told(operator, monkeypatch):
    monkeypatch.setenv("MUSTER_METRICS", free_address())
    said = operator.types("doctor", "--live")
    assert (said.code, said.err) == (1, "")
    assert said.out.startswith("✗ 运行中的进程：127.0.0.1:")
    assert said.out.count("\n") == 2


def test_a_wrong_setting_is_found_before_anything_slow_is_loaded(tmp_path):
    script = """
import sys
from bot.__main__ import main
for words in ("run", "playground"):
    sys.argv = ["muster", words]
    try:
        main()
    except SystemExit as left:
        assert left.code == 2, words
assert not {"aiogram", "aiohttp", "apscheduler"} & sys.modules.keys()
"""
    path = os.environ | {"PYTHONPATH": str(ROOT), "MUSTER_TIMEZONE": "Mars/Olympus"}
    ran = subprocess.run(
        [sys.executable, "-c", script],
        check=False,
        cwd=tmp_path,
        env=path,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr.count("MUSTER_TIMEZONE") == 2


def test_one_value_for_all_needs_no_table(operator, tmp_path):
    write_csv(PEOPLE[:1], tmp_path / "roster.csv")
    said = operator.types("roster", "import", "roster.csv")
    assert said.code == 0
    assert "读到 1 人。" in said.out
    assert "┃" not in said.out
    assert "合计" not in said.out


def test_commands_that_do_not_talk_do_not_load_what_talking_needs(operator, tmp_path):
    """aiogram takes seconds to load; one process runs all of these commands without it."""
    script = """
import sys
from bot.__main__ import main
for words in (
    "--help", "db upgrade", "seed --people 8 --days 1", "roster template r.xlsx",
    "roster import r.xlsx", "replay",
):
    sys.argv = ["muster", *words.split()]
    try:
        main()
    except SystemExit as left:
        assert not left.code, words
assert not {"aiogram", "aiohttp", "apscheduler"} & sys.modules.keys()
"""
    path = os.environ | {"PYTHONPATH": str(ROOT)}
    alone = [sys.executable, "-c", script]
    ran = subprocess.run(
        alone, check=False, cwd=tmp_path, env=path, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
