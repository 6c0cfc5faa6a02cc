"""The words of a roster's import: totals, bad rows, and why a file was not applied.

Free of the chat's screens, so that the command line can say them too.
"""

import re
from collections.abc import Iterator, Mapping

from domain.office import Level
from domain.refusals import OfficeError
from domain.roster import BadRow, Reason
from domain.roster_columns import HEADINGS, Column, WrongColumns
from domain.roster_file import MAX_BYTES, TooManyRows, Unreadable, UnreadableFile
from domain.roster_import import BadRows, BeginsAbove, Imported, NobodyInFile
from domain.roster_totals import Totals
from domain.roster_units import Place
from domain.text import MAX_LINE, MAX_NAME
from views.names import some_of
from views.texts import N_, Texts
from views.words import word

_REASONS: Mapping[Reason, str] = {
    Reason.MISSING_NAME: N_("the name is missing"),
    Reason.NAME_TOO_LONG: N_("the name is longer than {longest_name} characters"),
    Reason.ODD_NAME: N_("“{value}” does not look like a name"),
    Reason.MISSING_PHONE: N_("the phone number is missing"),
    Reason.BAD_PHONE: N_("“{value}” is not a Chinese mobile number"),
    Reason.PHONE_TWICE: N_("the same phone number stands in row {value}"),
    Reason.NO_UNIT: N_("no unit is given"),
    Reason.GAP_IN_UNITS: N_("this level of the unit is missing: {value}"),
    Reason.UNKNOWN_ROLE: N_("“{value}” is not a role"),
    Reason.HOLDS_UNKNOWN_UNIT: N_("there is no unit “{value}” to hold"),
    Reason.HOLDS_AMBIGUOUS_UNIT: N_(
        "several units are called “{value}”; write the unit above it first, with / between them"
    ),
    Reason.HOLDS_WITHOUT_SUPERVISOR: N_("units to hold are given to somebody who supervises none"),
    Reason.TOO_LONG: N_("“{value}” is longer than {longest_line} characters"),
    Reason.FORMULA: N_("“{value}” holds a formula; write what it shows"),
    Reason.OUT_OF_REACH: N_("there is no such unit or person among yours"),
    Reason.LOOKS_LIKE_ID_NUMBER: N_(
        "“{value}” holds what looks like an identity number, which Muster does not keep"
    ),
}
_UNREADABLE: Mapping[Unreadable, str] = {
    Unreadable.NOT_FOUND: N_("There is no such file, or it may not be read."),
    Unreadable.EMPTY: N_("The file is empty."),
    Unreadable.TOO_BIG: N_("The file is larger than {megabytes} MB."),
    Unreadable.NOT_A_SPREADSHEET: N_("This is not a spreadsheet. Use an .xlsx or .csv file."),
    Unreadable.OLD_WORKBOOK: N_(
        "This workbook is of the old .xls kind or has a password. Save it as .xlsx without one."
    ),
    Unreadable.UNPACKS_TOO_BIG: N_("There is far more in this workbook than a roster can hold."),
    Unreadable.DAMAGED: N_("The file is damaged. Open it, save it again and try once more."),
    Unreadable.TOO_SLOW: N_("The file takes too long to open."),
}
_SHOWN_HEADINGS = 20
SHOWN_UNITS = 20


def refusal(error: OfficeError, t: Texts) -> str:
    """Why nothing was written, in a sentence or two."""
    match error:
        case WrongColumns(missing=missing, found=found):
            return _wrong_columns([heading(column, t) for column in missing], found, t)
        case UnreadableFile(reason=reason):
            return t(_UNREADABLE[reason], megabytes=MAX_BYTES // 1024 // 1024)
        case TooManyRows(limit=limit):
            return t("There are more than {limit} people in the file. Split it.", limit=limit)
        case BadRows(count=count):
            return t.plural("{n} row needs correcting.", "{n} rows need correcting.", count)
        case NobodyInFile():
            return t("There is nobody in the file: only a heading.")
        case BeginsAbove(file=file, office=office):
            return t(
                "The office begins at the level {office}; the file names one above it: {file}.",
                office=word(office, t),
                file=word(file, t),
            )
    raise NotImplementedError(type(error).__name__)


def _wrong_columns(missing: list[str], found: tuple[str, ...], t: Texts) -> str:
    lacks = t("These columns are missing: {columns}.", columns=t.listed(missing))
    if not found:
        return lacks
    has = t("The file has: {columns}.", columns=t.listed(map(masked, found[:_SHOWN_HEADINGS])))
    return f"{lacks}\n{has}"


def reason(bad: BadRow, t: Texts) -> str:
    return t(
        _REASONS[bad.reason],
        value=_value(bad, t),
        longest_name=MAX_NAME,
        longest_line=MAX_LINE,
    )


def _value(bad: BadRow, t: Texts) -> str:
    match bad.reason:
        case Reason.GAP_IN_UNITS:
            return word(Level(bad.value), t)
        case Reason.TOO_LONG | Reason.LOOKS_LIKE_ID_NUMBER if bad.value in set(Column):
            return heading(Column(bad.value), t)
    return masked(bad.value)


def row(number: int, reasons: list[str], t: Texts) -> str:
    return t("Row {number}: {reasons}", number=number, reasons=t.listed(reasons))


def heading(column: Column, t: Texts) -> str:
    return HEADINGS[column] if t.language == "zh" else column.value


def masked(value: str) -> str:
    """138****8000: nobody's whole number stands in a report, however it was typed."""
    digits = [match.start() for match in re.finditer(r"\d", value)]
    hidden = set(digits[3:-4])
    return "".join("*" if at in hidden else char for at, char in enumerate(value))


def tables(totals: Totals, t: Texts) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """A heading, and a count for each employer, category, post and level of unit."""
    yield heading(Column.EMPLOYER, t), counted(totals.by_employer, t)
    yield heading(Column.ORIGIN, t), counted(totals.by_origin, t)
    yield heading(Column.POST, t), counted(totals.by_post, t)
    by_level = {
        word(level, t): totals.by_level[level] for level in Level if level in totals.by_level
    }
    yield t("Level of unit"), counted(by_level, t)


def counted(counts: Mapping[str, int], t: Texts) -> list[tuple[str, int]]:
    largest_first = sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))
    return [(name or t("(not given)"), count) for name, count in largest_first]


def people_word(t: Texts) -> str:
    return t("People")


def total(t: Texts) -> str:
    return t("Total")


def read(count: int, t: Texts) -> str:
    return t.plural("{n} person read.", "{n} people read.", count)


def ignored(columns: tuple[str, ...], t: Texts) -> str:
    return t("Columns not used: {columns}.", columns=t.listed(map(masked, columns)))


def changes(done: Imported, t: Texts) -> str:
    counts = (
        (N_("new {n}"), done.new),
        (N_("changed {n}"), done.changed),
        (N_("unchanged {n}"), done.unchanged),
        (N_("new units {n}"), len(done.units)),
    )
    return t("{counts}.", counts=t.listed(t(text, n=n) for text, n in counts if n))


def new_units(done: Imported, t: Texts) -> list[str]:
    """By their names, for whoever has mistyped one to see."""
    if not done.units:
        return []
    return [t("New units: {units}.", units=some_of([*map(unit_name, done.units)], SHOWN_UNITS, t))]


def unit_name(place: Place) -> str:
    """A grid is called with its community."""
    return " ".join(name for _, name in place[-2:])


def imported(done: Imported, t: Texts) -> list[str]:
    others = t(
        "On the roster but not in this file, left as they are: {others}.", others=done.not_in_file
    )
    return [changes(done, t), *new_units(done, t), others]


def only_tried(t: Texts) -> str:
    return t("This was a trial run: nothing was written.")


def nothing_written(t: Texts) -> str:
    return t("Nothing was written.")


def template_written(path: str, t: Texts) -> str:
    return t("A roster to fill in, with one example row to replace: {path}", path=path)


def template_in_the_way(path: str, t: Texts) -> str:
    return t("There is already a file {path}: it was left as it is. Give another name.", path=path)


def template_name(t: Texts) -> str:
    return t("Give the file a name that ends in .xlsx.")


def template_not_written(t: Texts) -> str:
    return t("The file cannot be written there. Check the folder.")
