"""Roster files: read with distrust, and an empty one to fill in."""

import asyncio
import csv
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import phonenumbers
import xlsxwriter

from domain.office import Role
from domain.roster_columns import HEADINGS, ROLE_WORDS, Column
from domain.roster_file import MAX_BYTES, MAX_ROWS, TooManyRows, Unreadable, UnreadableFile
from services import roster_workbook

SECONDS_TO_OPEN = 60
_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEPARATORS = ",\t;"
_BESIDE_DIGITS = re.compile(r"[\s().·\-‐-―−]")
_MOBILE = re.compile(r"(?:(?:\+|00)?86)?(1\d{10})", re.ASCII)
_SAMPLE = {
    Column.NAME: ("张伟", "Zhang Wei"),
    Column.PHONE: ("19900000001", "19900000001"),
    Column.EMPLOYER: ("街道办事处", "Street office"),
    Column.ORIGIN: ("城市管理", "City management"),
    Column.POST: ("网格员", "Grid inspector"),
    Column.MAIN_DUTY: ("市容巡查", "Street patrol"),
    Column.SECONDARY_DUTIES: ("流动人口登记、防火检查", "Fire checks、Notices"),
    Column.DISTRICT: ("朝晖区", "Zhaohui"),
    Column.STREET: ("长桥街道", "Changqiao"),
    Column.COMMUNITY: ("三里社区", "Sanli"),
    Column.GRID: ("第1网格", "Grid 1"),
    Column.ROLES: ("协管员", "auxiliary"),
}
_WIDTHS = {Column.PHONE: 16, Column.SECONDARY_DUTIES: 26, Column.ROLES: 20, Column.HOLDS: 26}


def read_table(path: Path) -> list[list[str]]:
    """The cells of the first sheet or of a .csv, row by row; UnreadableFile or TooManyRows."""
    match _kind(path):
        case ".xlsx":
            return _read_workbook(path)
        case _:
            return _read_csv(path)


async def read_aside(path: Path) -> list[list[str]]:
    """The same for a loop that goes on with other things; who gives up ends the reader too."""
    match _kind(path):
        case ".xlsx":
            return _rows_in(*await _opened(path))
        case _:
            return await asyncio.to_thread(_read_csv, path)


async def _opened(path: Path) -> tuple[int, bytes]:
    reader = await asyncio.create_subprocess_exec(
        *_command(path), stdout=PIPE, stderr=DEVNULL, env=_no_secrets()
    )
    try:
        async with asyncio.timeout(SECONDS_TO_OPEN):
            said, _ = await reader.communicate()
    except TimeoutError as error:
        raise UnreadableFile(Unreadable.TOO_SLOW) from error
    finally:
        if reader.returncode is None:
            reader.kill()
            await reader.wait()
    return reader.returncode or 0, said


def read_phone(raw: str) -> str | None:
    """A Chinese mobile number as +86…, however it was typed; nothing for anything else."""
    digits = _BESIDE_DIGITS.sub("", unicodedata.normalize("NFKC", raw).removesuffix(".0"))
    match = _MOBILE.fullmatch(digits)
    return f"+86{match[1]}" if match and _is_mobile_block(match[1][:7]) else None


@lru_cache(maxsize=4096)
def _is_mobile_block(block: str) -> bool:
    """Blocks of ten thousand numbers are given out whole, and asking once for each is quick."""
    number = phonenumbers.parse(f"{block}0000", "CN")
    is_mobile = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
    return is_mobile and phonenumbers.is_valid_number_for_region(number, "CN")


def write_template(path: Path | io.BytesIO, language: str) -> None:
    """An .xlsx with the columns, one sample row, and the words for roles to choose from."""
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, safe) as book:
        sheet = book.add_worksheet()
        text = book.add_format({"num_format": "@"})
        bold = book.add_format({"bold": True, "bottom": 1})
        for at, column in enumerate(Column):
            sheet.set_column(at, at, _WIDTHS.get(column, 14), text)
            chinese, english = _SAMPLE.get(column, ("", ""))
            is_chinese = _is_chinese(language)
            sheet.write_string(0, at, HEADINGS[column] if is_chinese else column, bold)
            sheet.write_string(1, at, chinese if is_chinese else english, text)
        sheet.freeze_panes(1, 0)
        roles = list(Column).index(Column.ROLES)
        sheet.data_validation(1, roles, MAX_ROWS, roles, _one_of_roles(language))


def empty_template(language: str) -> bytes:
    content = io.BytesIO()
    write_template(content, language)
    return content.getvalue()


def _is_chinese(language: str) -> bool:
    return language.startswith("zh")


def _one_of_roles(language: str) -> dict[str, Any]:
    """Only a suggestion: several roles may be written with 、 between them."""
    words = list(ROLE_WORDS.values()) if _is_chinese(language) else list(Role)
    return {"validate": "list", "source": words, "show_error": False}


def _kind(path: Path) -> str:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            begins = file.read(8)
    except OSError as error:
        raise UnreadableFile(Unreadable.NOT_FOUND) from error
    if size > MAX_BYTES:
        raise UnreadableFile(Unreadable.TOO_BIG)
    match path.suffix.lower(), begins:
        case _, b"":
            raise UnreadableFile(Unreadable.EMPTY)
        case _, magic if magic == _COMPOUND:
            raise UnreadableFile(Unreadable.OLD_WORKBOOK)
        case ".xlsx", magic if magic.startswith(_ZIP):
            return ".xlsx"
        case ".csv", magic if not magic.startswith(_ZIP):
            return ".csv"
    raise UnreadableFile(Unreadable.NOT_A_SPREADSHEET)


def _read_workbook(path: Path) -> list[list[str]]:
    try:
        opened = subprocess.run(  # noqa: S603 - our own script; the path is one argument
            _command(path),
            check=False,
            capture_output=True,
            timeout=SECONDS_TO_OPEN,
            env=_no_secrets(),
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(Unreadable.TOO_SLOW) from error
    return _rows_in(opened.returncode, opened.stdout)


def _command(path: Path) -> list[str]:
    return [sys.executable, "-I", roster_workbook.__file__, str(path), str(MAX_ROWS + 1)]


def _no_secrets() -> dict[str, str]:
    return {name: word for name, word in os.environ.items() if "MUSTER" not in name}


def _rows_in(returncode: int, said: bytes) -> list[list[str]]:
    if returncode:
        killed = returncode < 0
        raise UnreadableFile(Unreadable.UNPACKS_TOO_BIG if killed else Unreadable.DAMAGED)
    match json.loads(said):
        case {"rows": list(rows)} if any(rows):
            return rows
        case {"rows": _}:
            raise UnreadableFile(Unreadable.EMPTY)
        case {"too_many_rows": True}:
            raise TooManyRows(MAX_ROWS)
        case answer:
            raise UnreadableFile(Unreadable(answer["unreadable"]))


def _read_csv(path: Path) -> list[list[str]]:
    text = _decoded(path.read_bytes())
    rows: list[list[str]] = []
    filled = 0
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)):
            rows.append(list(_short(cells)))
            filled += any(cells)
            if filled > MAX_ROWS + 1:
                raise TooManyRows(MAX_ROWS)
    except csv.Error as error:
        raise UnreadableFile(Unreadable.DAMAGED) from error
    if not filled:
        raise UnreadableFile(Unreadable.EMPTY)
    return rows


def _short(cells: list[str]) -> Iterator[str]:
    return (cell[: roster_workbook.MAX_CELL] for cell in cells[: roster_workbook.MAX_COLUMNS])


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableFile(Unreadable.NOT_A_SPREADSHEET)


def _separator(text: str) -> str:
    first = text.lstrip().partition("\n")[0]
    return max(_SEPARATORS, key=first.count)
