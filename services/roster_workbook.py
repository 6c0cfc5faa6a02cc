"""Opens one workbook in a process of its own, which its content may kill without harm.

A script: path and most rows in, one JSON object out; it knows nothing of the house.
"""

import contextlib
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

MAX_UNPACKED = 300 * 1024 * 1024
MAX_MEMORY = 2 * 1024 * 1024 * 1024
MAX_COLUMNS = 64
MAX_CELL = 1000
MAX_TEXT = 20_000_000

Answer = dict[str, Any]


def read_workbook(path: str, *, most: int) -> Answer:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
                return {"unreadable": "unpacks_too_big"}
        with CalamineWorkbook.from_path(path) as workbook:
            return _first_sheet(workbook, most=most)
    except PasswordError:
        return {"unreadable": "old_workbook"}
    except MemoryError:
        return {"unreadable": "unpacks_too_big"}
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError):
        return {"unreadable": "damaged"}


def _first_sheet(workbook: CalamineWorkbook, *, most: int) -> Answer:
    rows: list[list[str]] = []
    filled = text = 0
    for row in workbook.get_sheet_by_index(0).iter_rows():
        cells = list(_cells(row))
        length = sum(map(len, cells))
        filled += bool(length)
        text += length
        if filled > most:
            return {"too_many_rows": True}
        if text > MAX_TEXT:
            return {"unreadable": "unpacks_too_big"}
        rows.append(cells if length else [])
    return {"rows": rows}


def _cells(row: list[Any]) -> Iterator[str]:
    for value in row[:MAX_COLUMNS]:
        whole = isinstance(value, float) and value.is_integer()
        yield f"{value:.0f}" if whole else str(value)[:MAX_CELL]


def _hold_back() -> None:
    """Not every system grants the limits; the declared size and the parent's patience remain."""
    for limit, most in ((resource.RLIMIT_AS, MAX_MEMORY), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    _hold_back()
    answer = read_workbook(sys.argv[1], most=int(sys.argv[2]))
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())
