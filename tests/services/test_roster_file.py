"""Roster files of every kind that an office sends, and of some that nobody should."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from domain.roster import read_roster
from domain.roster_columns import HEADINGS, Column
from domain.roster_file import MAX_BYTES, MAX_ROWS, TooManyRows, Unreadable, UnreadableFile
from services import roster_file, roster_workbook
from services.roster_file import read_phone, read_table, write_template
from tests.kit import roster as kit

PEOPLE = kit.street_roster()
TABLE = kit.table_of(PEOPLE)


def workbook(path: Path, *rows: list[object], at: int = 0) -> Path:
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate(rows, start=at):
            sheet.write_row(number, 0, cells)
    return path


def repacked(path: Path, **parts: bytes) -> Path:
    """A workbook with other content under the same names."""
    plain = workbook(path.with_name("plain.xlsx"), ["姓名"])
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(Path(name).stem, old.read(name)))
    return path


def refusal(path: Path) -> Unreadable:
    with pytest.raises(UnreadableFile) as refused:
        read_table(path)
    return refused.value.reason


def test_the_roster_of_a_street_comes_out_of_a_workbook_as_it_went_in(tmp_path):
    kit.write_xlsx(PEOPLE, tmp_path / "roster.xlsx")
    assert read_table(tmp_path / "roster.xlsx") == TABLE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_the_roster_of_a_street_comes_out_of_a_csv_in_any_usual_encoding(tmp_path, encoding):
    kit.write_csv(PEOPLE, tmp_path / "roster.csv", encoding)
    assert read_table(tmp_path / "roster.csv") == TABLE


def test_a_street_read_from_a_file_is_392_people(tmp_path):
    kit.write_xlsx(PEOPLE, tmp_path / "roster.xlsx")
    roster = read_roster(read_table(tmp_path / "roster.xlsx"), read_phone=read_phone)
    assert (len(roster.rows), roster.bad) == (392, ())


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_csv_may_be_separated_by_other_than_commas(tmp_path, separator):
    path = tmp_path / "roster.csv"
    path.write_text(f"姓名{separator}手机\n张伟{separator}19900000001\n", "utf-8")
    assert read_table(path) == [["姓名", "手机"], ["张伟", "19900000001"]]


def test_a_cell_of_a_csv_may_hold_quotes_line_ends_and_odd_separators(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_bytes('姓名,兼责\r\n"张,""伟""","一\r\n二"\r\n李\u2028娜,三\r\n'.encode())
    assert read_table(path)[1:] == [['张,"伟"', "一\r\n二"], ["李\u2028娜", "三"]]


def test_a_phone_kept_as_a_number_is_still_a_phone(tmp_path):
    path = workbook(tmp_path / "roster.xlsx", ["姓名", "手机"], ["张伟", 19900000001])
    assert read_table(path)[1] == ["张伟", "19900000001"]


def test_a_formula_counts_as_what_it_showed_and_is_never_worked_out(tmp_path):
    path = tmp_path / "roster.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_formula(0, 0, '="张"&"伟"', None, "张伟")
        sheet.write_string(0, 1, '=HYPERLINK("http://example.org")')
    assert read_table(path) == [["张伟", '=HYPERLINK("http://example.org")']]


def test_rows_keep_the_numbers_that_the_spreadsheet_shows(tmp_path):
    path = workbook(tmp_path / "roster.xlsx", ["姓名"], ["张伟"], at=3)
    assert [bool(cells) for cells in read_table(path)] == [False, False, False, True, True]


@pytest.mark.fault("G4")
@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("roster.xlsx", b"MZ\x90\x00\x03" + bytes(500), Unreadable.NOT_A_SPREADSHEET),
        ("roster.csv", b"MZ\x90\x00\x03" + bytes(500), Unreadable.NOT_A_SPREADSHEET),
        ("roster.csv", b"MZ" + bytes(500), Unreadable.NOT_A_SPREADSHEET),
        ("roster.csv", b"\xff\xfe\x00\x81" * 9, Unreadable.NOT_A_SPREADSHEET),
        ("roster.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), Unreadable.OLD_WORKBOOK),
        ("roster.xlsx", "姓名,手机\n".encode(), Unreadable.NOT_A_SPREADSHEET),
        ("roster.exe", "姓名,手机\n".encode(), Unreadable.NOT_A_SPREADSHEET),
        ("roster.xlsx", b"PK\x03\x04" + bytes(500), Unreadable.DAMAGED),
        ("roster.csv", b"", Unreadable.EMPTY),
        ("roster.csv", b"\r\n,,\r\n", Unreadable.EMPTY),
        ("roster.csv", b"x" * (MAX_BYTES + 1), Unreadable.TOO_BIG),
        ("roster.csv", b'"' + b"x" * 200_000, Unreadable.DAMAGED),
    ],
)
def test_what_is_not_a_roster_file_is_not_opened(tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    assert refusal(tmp_path / name) == reason


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path):
    assert refusal(tmp_path / "roster.csv") == Unreadable.NOT_FOUND
    assert refusal(tmp_path) == Unreadable.NOT_FOUND


@pytest.mark.fault("G4")
def test_a_zip_that_is_no_workbook_is_damaged(tmp_path):
    with zipfile.ZipFile(tmp_path / "roster.xlsx", "w") as archive:
        archive.writestr("readme.txt", "姓名")
    assert refusal(tmp_path / "roster.xlsx") == Unreadable.DAMAGED


def test_a_broken_sheet_is_damaged(tmp_path):
    assert (
        refusal(repacked(tmp_path / "roster.xlsx", sheet1=b"<worksheet><")) == Unreadable.DAMAGED
    )


def test_an_empty_workbook_is_empty(tmp_path):
    assert refusal(workbook(tmp_path / "roster.xlsx")) == Unreadable.EMPTY


@pytest.mark.fault("G13")
def test_a_workbook_that_says_it_unpacks_too_big_is_not_unpacked(tmp_path):
    bomb = repacked(tmp_path / "roster.xlsx", sheet1=bytes(roster_workbook.MAX_UNPACKED))
    assert bomb.stat().st_size < MAX_BYTES
    assert refusal(bomb) == Unreadable.UNPACKS_TOO_BIG


def test_a_workbook_of_two_cells_a_world_apart_does_not_eat_the_memory(tmp_path):
    path = tmp_path / "roster.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "姓名")
        sheet.write_string(1_048_575, 16_383, "张伟")
    assert refusal(path) == Unreadable.UNPACKS_TOO_BIG


def test_a_workbook_with_more_text_than_an_office_writes_is_not_read_to_its_end(tmp_path):
    rows: list[list[object]] = [["巡" * 900] * 60] * 400
    assert refusal(workbook(tmp_path / "roster.xlsx", *rows)) == Unreadable.UNPACKS_TOO_BIG


@pytest.mark.parametrize("name", ["roster.xlsx", "roster.csv"])
def test_endless_cells_and_rows_are_cut(tmp_path, name):
    write = workbook if name.endswith("xlsx") else plain_csv
    (row,) = read_table(write(tmp_path / name, ["巡" * 30_000] * 200))
    assert row == ["巡" * roster_workbook.MAX_CELL] * roster_workbook.MAX_COLUMNS


@pytest.mark.fault("G13")
def test_a_workbook_that_lies_about_its_size_is_not_read_beyond_it(tmp_path):
    row = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    sheet = b"<worksheet><sheetData>" + row * 100_000 + b"</sheetData></worksheet>"
    honest = repacked(tmp_path / "honest.xlsx", sheet1=sheet)
    told = honest.read_bytes().replace(
        len(sheet).to_bytes(4, "little"), (99).to_bytes(4, "little")
    )
    liar = tmp_path / "liar.xlsx"
    liar.write_bytes(told)
    assert read_table(honest)
    assert refusal(liar) == Unreadable.DAMAGED


@pytest.mark.fault("G13")
def test_a_workbook_that_takes_too_long_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(roster_file, "SECONDS_TO_OPEN", 0.001)
    assert refusal(workbook(tmp_path / "roster.xlsx", ["姓名"])) == Unreadable.TOO_SLOW


@pytest.mark.fault("G13")
def test_the_reader_of_workbooks_lives_within_its_memory(tmp_path):
    path = workbook(tmp_path / "roster.xlsx", ["姓名"])
    asks = (
        "import resource, runpy, sys; sys.argv = sys.argv[1:];"
        "runpy.run_path(sys.argv[0], run_name='__main__');"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0])"
    )
    command = [sys.executable, "-c", asks, roster_workbook.__file__, str(path), "9"]
    told = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    assert told.endswith(f"{roster_workbook.MAX_MEMORY}\n")


@pytest.mark.parametrize("name", ["roster.xlsx", "roster.csv"])
def test_fifty_thousand_people_are_read_and_one_more_is_refused(tmp_path, name):
    heading, people = ["姓名", "手机"], [["张伟", "19900000001"]] * MAX_ROWS
    write = workbook if name.endswith("xlsx") else plain_csv
    assert len(read_table(write(tmp_path / name, heading, [], *people))) == MAX_ROWS + 2
    with pytest.raises(TooManyRows) as refused:
        read_table(write(tmp_path / name, heading, [], *people, ["李娜", "19900000002"]))
    assert refused.value.limit == MAX_ROWS


def plain_csv(path: Path, *rows: list[object]) -> Path:
    path.write_text("".join(",".join(map(str, cells)) + "\n" for cells in rows), "utf-8")
    return path


@pytest.mark.fault("G2")
@pytest.mark.parametrize(
    ("raw", "phone"),
    [
        ("19900000001", "+8619900000001"),
        ("１９９００００００01", "+8619900000001"),
        ("19900000001.0", "+8619900000001"),
        ("+86 199-0000-0001", "+8619900000001"),
        ("+８６１９９０００００００１", "+8619900000001"),
        ("(0086) 199 0000 0001", "+8619900000001"),
        ("8619900000001", "+8619900000001"),
        ("199–0000–0001", "+8619900000001"),
        ("12345678901", None),
        ("010-12345678", None),
        ("+852 9123 4567", None),
        ("1.99E+10", None),
        ("1990000000", None),
        ("199000000011", None),
        ("٠١٩٩٠٠٠٠٠٠١", None),
        ("张伟", None),
        ("", None),
    ],
)
def test_a_phone_is_a_chinese_mobile_number_or_nothing(raw, phone):
    assert read_phone(raw) == phone


@pytest.mark.parametrize(
    ("language", "heading"),
    [("zh", list(HEADINGS.values())), ("zh_Hans", list(HEADINGS.values())), ("en", list(Column))],
)
def test_the_template_can_be_filled_in_and_read_again(tmp_path, language, heading):
    write_template(tmp_path / "roster.xlsx", language)
    table = read_table(tmp_path / "roster.xlsx")
    assert table[0] == heading
    roster = read_roster(table, read_phone=read_phone)
    assert (len(roster.rows), roster.bad, roster.ignored) == (1, (), ())
