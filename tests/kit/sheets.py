"""A spreadsheet that the bot sent, read back as Excel reads it."""

from io import BytesIO

from python_calamine import CalamineWorkbook


def sheets(content: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def table(rows: list[list[object]]) -> dict[object, dict[object, object]]:
    """By the first cell of each row, under the headings."""
    headings, *lines = rows
    return {line[0]: dict(zip(headings[1:], line[1:], strict=False)) for line in lines}
