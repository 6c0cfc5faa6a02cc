"""Spreadsheets that open in any Excel: frozen headings, real dates, and no cell is a formula."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from math import ceil
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter

Cell = str | int | float | date | datetime | None
_PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_NOT_IN_NAMES = re.compile(r"[^\w\- ]+")
_LONGEST_NAME = 60
A4 = 9
_WIDTH, _SLACK = 9, 2
_LINE = 15
"""Points: how high one line of a heading is."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """`name` is short and of our own words; moments among the cells are local."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    widths: Sequence[int] = ()


def workbook(sheets: Iterable[Sheet]) -> bytes:
    content = BytesIO()
    with xlsxwriter.Workbook(content, _PLAIN) as book:
        formats = {
            "bold": book.add_format(
                {"bold": True, "text_wrap": True, "bottom": 1, "valign": "vcenter"}
            ),
            "date": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
        }
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, formats)
    return content.getvalue()


def _write(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    page.freeze_panes(1, 1)
    print_across(page, heading_at=0)
    _head(page, sheet, formats["bold"])
    for number, row in enumerate(sheet.rows, start=1):
        for at, cell in enumerate(row):
            _put(page, number, at, cell, formats)


def _head(page: Any, sheet: Sheet, bold: Any) -> None:
    """High enough for every line: not every program sees to that by itself."""
    widths = [*sheet.widths, *[_WIDTH] * len(sheet.headings)]
    page.set_row(0, _LINE * max(map(_lines, sheet.headings, widths), default=1))
    for at, heading in enumerate(sheet.headings):
        page.set_column(at, at, widths[at])
        page.write_string(0, at, heading, bold)


def _lines(heading: str, width: int) -> int:
    """A Chinese sign is as wide as two letters."""
    wide = sum(2 if east_asian_width(sign) in "WF" else 1 for sign in heading)
    return max(1, ceil(wide / (width - _SLACK)))


def print_across(page: Any, *, heading_at: int) -> None:
    """On A4 lying, all columns on one page, the headings on each."""
    page.set_paper(A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(heading_at)


def _put(page: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    match cell:
        case None:
            return
        case str():
            page.write_string(row, column, cell)
        case datetime():
            page.write_datetime(row, column, cell.replace(tzinfo=None), formats["moment"])
        case date():
            page.write_datetime(row, column, cell, formats["date"])
        case _:
            page.write_number(row, column, cell)


def file_name(*parts: str) -> str:
    """Of words that people gave, without anything that could lead elsewhere."""
    kept = _NOT_IN_NAMES.sub("", " ".join(parts)).strip()
    return f"{kept[:_LONGEST_NAME].strip() or 'Muster'}.xlsx"
