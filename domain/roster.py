"""The roster as a file tells it: whom the office may believe, and which rows say why not."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from domain.office import Role
from domain.roster_columns import (
    LIST_COLUMNS,
    ROLE_WORDS,
    UNIT_COLUMNS,
    Column,
    Header,
    find_header,
)
from domain.roster_totals import Totals, totals_of
from domain.roster_units import Place, UnitsNamed, missing_level
from domain.text import MAX_LINE, MAX_NAME, clean, is_name, looks_like_resident_id

MAX_SHOWN = 40
_BETWEEN = re.compile(r"[、,，;；\n]")
_ROLES = {word: role for role, word in ROLE_WORDS.items()} | {role.value: role for role in Role}
ReadPhone = Callable[[str], str | None]


class Reason(StrEnum):
    """Why a row cannot be believed; what BadRow.value carries is said beside each."""

    MISSING_NAME = "missing_name"
    NAME_TOO_LONG = "name_too_long"  # the longest length allowed
    ODD_NAME = "odd_name"  # the name
    MISSING_PHONE = "missing_phone"
    BAD_PHONE = "bad_phone"  # what stands there
    PHONE_TWICE = "phone_twice"  # the number of the first row with it
    NO_UNIT = "no_unit"
    GAP_IN_UNITS = "gap_in_units"  # the missing Level
    UNKNOWN_ROLE = "unknown_role"  # the word
    HOLDS_UNKNOWN_UNIT = "holds_unknown_unit"  # the unit's name
    HOLDS_AMBIGUOUS_UNIT = "holds_ambiguous_unit"  # the unit's name
    HOLDS_WITHOUT_SUPERVISOR = "holds_without_supervisor"
    TOO_LONG = "too_long"  # the Column
    FORMULA = "formula"  # the Column
    OUT_OF_REACH = "out_of_reach"
    LOOKS_LIKE_ID_NUMBER = "looks_like_id_number"  # the Column or heading, never the number


@dataclass(frozen=True, kw_only=True)
class RosterRow:
    number: int
    name: str
    phone: str
    employer: str
    origin: str
    post: str
    main_duty: str
    secondary_duties: tuple[str, ...]
    place: Place
    roles: frozenset[Role]
    holds: tuple[str, ...]


@dataclass(frozen=True)
class BadRow:
    number: int
    reason: Reason
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Roster:
    """A bad row stands in `bad` once for each of its reasons; `given` are the file's columns."""

    rows: tuple[RosterRow, ...]
    bad: tuple[BadRow, ...]
    totals: Totals
    given: frozenset[Column]
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Line:
    number: int
    cells: Mapping[Column, str]
    extra: tuple[tuple[str, str], ...]
    phone: str | None

    @property
    def given(self) -> Place:
        return tuple(
            (level, self[column]) for column, level in UNIT_COLUMNS.items() if self[column]
        )

    def __getitem__(self, column: Column) -> str:
        return self.cells.get(column, "")

    def several(self, column: Column) -> tuple[str, ...]:
        stripped = (item.strip() for item in _BETWEEN.split(self[column]))
        return tuple(dict.fromkeys(item for item in stripped if item))


def read_roster(
    table: Iterable[Sequence[str]], *, read_phone: ReadPhone, units: Iterable[Place] = ()
) -> Roster:
    """`units` are the places the office already has: holds and short places may refer to them."""
    lines_of = iter(table)
    heading_at, header = find_header(lines_of)
    lines = list(_lines(lines_of, header=header, after=heading_at, read_phone=read_phone))
    named = UnitsNamed([*units, *(line.given for line in lines)])
    first: dict[str, int] = {}
    rows: list[RosterRow] = []
    bad: list[BadRow] = []
    for line in lines:
        faults = [
            BadRow(line.number, reason, value) for reason, value in _faults(line, named, first)
        ]
        bad.extend(faults)
        if not faults and line.phone:
            rows.append(_row(line, place=named.completed(line.given), phone=line.phone))
    return Roster(
        rows=tuple(rows),
        bad=tuple(bad),
        totals=totals_of(rows),
        given=frozenset(header.columns.values()),
        ignored=tuple(header.extra.values()),
    )


def _lines(
    table: Iterator[Sequence[str]], *, header: Header, after: int, read_phone: ReadPhone
) -> Iterator[_Line]:
    tidy = lru_cache(maxsize=10_000)(clean)
    for number, raw in enumerate(table, start=after + 1):
        known = {col: tidy(raw[at]) for at, col in header.columns.items() if at < len(raw)}
        cells = {col: _flat(col, text) for col, text in known.items() if text}
        beside = [(word, tidy(raw[at])) for at, word in header.extra.items() if at < len(raw)]
        extra = tuple((word, text) for word, text in beside if text)
        if cells or extra:
            yield _Line(number, cells, extra, read_phone(cells.get(Column.PHONE, "")))


def _flat(column: Column, text: str) -> str:
    return text if column in LIST_COLUMNS else text.replace("\n", " ")


def _row(line: _Line, *, place: Place, phone: str) -> RosterRow:
    return RosterRow(
        number=line.number,
        name=line[Column.NAME],
        phone=phone,
        employer=line[Column.EMPLOYER],
        origin=line[Column.ORIGIN],
        post=line[Column.POST],
        main_duty=line[Column.MAIN_DUTY],
        secondary_duties=line.several(Column.SECONDARY_DUTIES),
        place=place,
        roles=_roles(line),
        holds=line.several(Column.HOLDS),
    )


def _roles(line: _Line) -> frozenset[Role]:
    words = line.several(Column.ROLES)
    known = frozenset(_ROLES[word.lower()] for word in words if word.lower() in _ROLES)
    return known if words else frozenset({Role.AUXILIARY})


_Fault = tuple[Reason, str]


def _faults(line: _Line, named: UnitsNamed, first: dict[str, int]) -> Iterator[_Fault]:
    if where := _id_number_in(line):
        yield Reason.LOOKS_LIKE_ID_NUMBER, where
        return
    yield from _name_faults(line[Column.NAME])
    yield from _phone_faults(line, first)
    yield from _place_faults(line.given, named)
    yield from _role_faults(line, named)
    yield from _text_faults(line)


def _id_number_in(line: _Line) -> str:
    texts: list[tuple[str, str]] = [*line.cells.items(), *line.extra]
    if not looks_like_resident_id("\n".join(text for _, text in texts)):
        return ""
    return next(str(where) for where, text in texts if looks_like_resident_id(text))


def _name_faults(name: str) -> Iterator[_Fault]:
    if not name:
        yield Reason.MISSING_NAME, ""
    elif len(name) > MAX_NAME:
        yield Reason.NAME_TOO_LONG, str(MAX_NAME)
    elif not is_name(name):
        yield Reason.ODD_NAME, name


def _phone_faults(line: _Line, first: dict[str, int]) -> Iterator[_Fault]:
    if not line[Column.PHONE]:
        yield Reason.MISSING_PHONE, ""
    elif not line.phone:
        yield Reason.BAD_PHONE, line[Column.PHONE][:MAX_SHOWN]
    elif (other := first.setdefault(line.phone, line.number)) != line.number:
        yield Reason.PHONE_TWICE, str(other)


def _place_faults(place: Place, named: UnitsNamed) -> Iterator[_Fault]:
    if not place:
        yield Reason.NO_UNIT, ""
    elif gap := missing_level(named.completed(place), top=named.top):
        yield Reason.GAP_IN_UNITS, gap


def _role_faults(line: _Line, named: UnitsNamed) -> Iterator[_Fault]:
    for word in line.several(Column.ROLES):
        if word.lower() not in _ROLES:
            yield Reason.UNKNOWN_ROLE, word[:MAX_SHOWN]
    holds = line.several(Column.HOLDS)
    if holds and Role.SUPERVISOR not in _roles(line):
        yield Reason.HOLDS_WITHOUT_SUPERVISOR, ""
    for unit in holds:
        if times := named.times(unit) - 1:
            reason = Reason.HOLDS_UNKNOWN_UNIT if times < 0 else Reason.HOLDS_AMBIGUOUS_UNIT
            yield reason, unit[:MAX_SHOWN]


def _text_faults(line: _Line) -> Iterator[_Fault]:
    for column, text in line.cells.items():
        if column in {Column.NAME, Column.PHONE}:
            continue
        if text[:1] in {"=", "@"}:
            yield Reason.FORMULA, column
        elif len(text) > MAX_LINE:
            yield Reason.TOO_LONG, column
