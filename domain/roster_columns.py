"""The columns of a roster file: what they are called and where they were found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from domain.office import Level, Role
from domain.refusals import OfficeError
from domain.text import clean

HEADER_WITHIN = 10


class Column(StrEnum):
    NAME = "name"
    PHONE = "phone"
    EMPLOYER = "employer"
    ORIGIN = "origin"
    POST = "post"
    MAIN_DUTY = "main_duty"
    SECONDARY_DUTIES = "secondary_duties"
    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"
    GRID = "grid"
    ROLES = "roles"
    HOLDS = "holds"


HEADINGS: Mapping[Column, str] = {
    Column.NAME: "姓名",
    Column.PHONE: "手机",
    Column.EMPLOYER: "用工单位",
    Column.ORIGIN: "来源类别",
    Column.POST: "岗位",
    Column.MAIN_DUTY: "主责",
    Column.SECONDARY_DUTIES: "兼责",
    Column.DISTRICT: "区",
    Column.STREET: "街道",
    Column.COMMUNITY: "社区",
    Column.GRID: "网格",
    Column.ROLES: "角色",
    Column.HOLDS: "管辖",
}
ROLE_WORDS: Mapping[Role, str] = {
    Role.AUXILIARY: "协管员",
    Role.SUPERVISOR: "管理员",
    Role.LIAISON: "联络员",
    Role.ADMINISTRATOR: "系统管理员",
}
UNIT_COLUMNS: Mapping[Column, Level] = {
    Column.DISTRICT: Level.DISTRICT,
    Column.STREET: Level.STREET,
    Column.COMMUNITY: Level.COMMUNITY,
    Column.GRID: Level.GRID,
}
LIST_COLUMNS = frozenset({Column.SECONDARY_DUTIES, Column.ROLES, Column.HOLDS})
REQUIRED = (Column.NAME, Column.PHONE)


class WrongColumns(OfficeError):
    """No row of the table's beginning names the columns that a roster cannot do without."""

    def __init__(self, *, missing: tuple[Column, ...], found: tuple[str, ...]) -> None:
        super().__init__(missing, found)
        self.missing = missing
        self.found = found


@dataclass(frozen=True, kw_only=True)
class Header:
    """Which column stands where, and the headings nobody asked for."""

    columns: Mapping[int, Column]
    extra: Mapping[int, str]

    @property
    def missing(self) -> tuple[Column, ...]:
        given = set(self.columns.values())
        absent = tuple(column for column in REQUIRED if column not in given)
        return absent if given & UNIT_COLUMNS.keys() else (*absent, Column.STREET)


def find_header(table: Iterator[Sequence[str]]) -> tuple[int, Header]:
    """Offices put a title above the table: the heading may be some rows down."""
    nearest: Header | None = None
    for number, cells in enumerate(islice(table, HEADER_WITHIN), start=1):
        header = _read_header(cells)
        if not header.missing:
            return number, header
        if nearest is None or len(header.columns) > len(nearest.columns):
            nearest = header
    raise _wrong(nearest or Header(columns={}, extra={}))


def _wrong(header: Header) -> WrongColumns:
    named = {at: HEADINGS[column] for at, column in header.columns.items()} | dict(header.extra)
    return WrongColumns(missing=header.missing, found=tuple(named[at] for at in sorted(named)))


def _read_header(cells: Sequence[str]) -> Header:
    columns: dict[int, Column] = {}
    extra: dict[int, str] = {}
    for at, cell in enumerate(cells):
        column = _BY_WORD.get(_word(cell))
        if column and column not in columns.values():
            columns[at] = column
        elif text := clean(cell):
            extra[at] = text
    return Header(columns=columns, extra=extra)


def _word(heading: str) -> str:
    return "".join(clean(heading).lower().replace("_", " ").split())


_BY_WORD = {_word(column): column for column in Column} | {
    heading: column for column, heading in HEADINGS.items()
}
