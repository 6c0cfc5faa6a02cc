"""A roster to correct: the table as it was sent, with the reasons beside its bad rows."""

from collections import defaultdict
from collections.abc import Sequence
from io import BytesIO

import xlsxwriter

from domain.roster import BadRow
from domain.roster_columns import find_header
from domain.text import looks_like_resident_id
from views.roster_import import reason
from views.texts import Texts
from views.workbook import print_across

_ALL_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTHS = (36, 14)


def faulty_workbook(cells: Sequence[Sequence[str]], bad: Sequence[BadRow], t: Texts) -> bytes:
    """An .xlsx in which every cell is text; numbers of residents are not sent back."""
    heading_at, _ = find_header(iter(cells))
    said: defaultdict[int, list[str]] = defaultdict(list)
    for each in bad:
        said[each.number].append(reason(each, t))
    content = BytesIO()
    with xlsxwriter.Workbook(content, _ALL_TEXT) as book:
        sheet = book.add_worksheet()
        bold, red = book.add_format({"bold": True}), book.add_format({"bg_color": "#FFD9D9"})
        sheet.set_column(0, 0, _WIDTHS[0])
        sheet.set_column(1, max(map(len, cells)), _WIDTHS[1])
        sheet.freeze_panes(heading_at, 0)
        print_across(sheet, heading_at=heading_at - 1)
        sheet.write_string(heading_at - 1, 0, t("Reason"), bold)
        for number, row in enumerate(cells, start=1):
            marked = red if number in said else None
            if number in said:
                sheet.write_string(number - 1, 0, t.listed(said[number]), marked)
            for at, cell in enumerate(row, start=1):
                sheet.write_string(number - 1, at, _kept(cell, t), marked)
    return content.getvalue()


def _kept(cell: str, t: Texts) -> str:
    return t("(identity number left out)") if looks_like_resident_id(cell) else cell
