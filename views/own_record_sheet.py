"""All that is kept about one person as a spreadsheet: a page for each kind of row."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from domain.audit import Verb
from domain.own_record import Cell, Kept, OwnFile
from views import workbook
from views.own_record_pages import PAGES
from views.texts import N_, Texts
from views.words import retold, word
from views.workbook import Sheet

DEEDS: Mapping[Verb, str] = {
    Verb.EXPORTED: N_("took out a file"),
    Verb.DECIDED: N_("decided on an application"),
    Verb.MATERIAL_SENT: N_("sent material of a training"),
    Verb.MATERIAL_STOPPED: N_("stopped material of a training"),
    Verb.QUIZ_OPENED: N_("opened a quiz"),
    Verb.ERASED: N_("erased somebody who left"),
    Verb.LOOKED: N_("looked at somebody's page"),
    Verb.TRANSFERRED: N_("changed somebody's service"),
    Verb.IMPORTED: N_("brought in a roster"),
    Verb.BROADCAST_SENT: N_("sent a notice"),
    Verb.BROADCAST_CORRECTED: N_("corrected a notice"),
    Verb.BROADCAST_STOPPED: N_("stopped a notice"),
    Verb.BROADCAST_REMINDED: N_("reminded of a notice"),
    Verb.ATTENDANCE_MARKED: N_("noted who came to a training"),
    Verb.DAY_CHANGED: N_("changed the calendar"),
    Verb.ANSWERED_FOR: N_("answered the roll for somebody"),
    Verb.CONTEST_DECIDED: N_("decided on a contest"),
    Verb.ROLL_REOPENED: N_("called a missed roll"),
    Verb.FENCE_CHANGED: N_("changed what is asked of places"),
    Verb.PERIOD_CHANGED: N_("changed a special period"),
    Verb.ROTA_CHANGED: N_("changed a rota"),
    Verb.SHIFT_SWAPPED: N_("decided on a swap of shifts"),
    Verb.CERTIFIED: N_("gave certificates"),
    Verb.PRE_POST_DECIDED: N_("changed the training before the post"),
    Verb.ADMINISTRATOR_NAMED: N_("named an administrator"),
    Verb.HOURS_CHANGED: N_("changed the hours"),
    Verb.ALLOWANCE_CHANGED: N_("changed the days of leave"),
    Verb.LEAVE_DECIDED: N_("decided on a leave"),
    Verb.ROLL_OPENED: N_("opened a roll call"),
    Verb.TASK_DISPATCHED: N_("handed out a task"),
    Verb.TASK_WITHDRAWN: N_("withdrew a task"),
    Verb.TASK_HANDED_ON: N_("decided on handing on a task"),
    Verb.ROUTINE_SET: N_("set a task that recurs"),
    Verb.ROUTINE_STOPPED: N_("stopped a task that recurs"),
    Verb.TRAINING_SCHEDULED: N_("scheduled a training"),
    Verb.CODE_OPENED: N_("opened a code of a training"),
    Verb.REMARKED: N_("remarked on a review"),
    Verb.COMPLAINT_ANSWERED: N_("answered a complaint"),
    Verb.UNIT_ENDED: N_("ended a unit"),
    Verb.HELD_DECIDED: N_("decided on uncertain messages"),
}
_WIDTHS = (18, 24, 18, 18, 24, 24, 18, 18, 18)


def own_workbook(given: OwnFile, t: Texts) -> bytes:
    sheets = [_first(given, t)]
    sheets += [_page(kind, rows, t) for kind, rows in given.rows.items() if rows]
    return workbook.workbook([*sheets, _looks(given, t)])


def _first(given: OwnFile, t: Texts) -> Sheet:
    own = given.facts
    rows: list[tuple[str, Cell]] = [
        (t("Name"), own.name),
        (t("Phone"), own.phone),
        (t("Unit"), given.unit),
        (t("Employer"), own.employer),
        (t("Origin category"), own.origin),
        (t("Present post"), own.post),
        (t("Main duty"), own.main_duty),
        (t("Secondary duties"), own.secondary_duties),
        (t("Role"), t.listed(word(role, t) for role in own.roles)),
        (t("Holds"), t.listed(own.holds)),
        (t("Registered at"), own.registered_at),
        (t("Number of the account"), str(own.account) if own.account else ""),
        (t("Language"), own.language),
        (t("Out of reach since"), own.unreachable_since),
    ]
    headings = (t("Roster"), t("What it says"))
    cells = [[_cell(cell, t) for cell in row] for row in rows]
    return Sheet(name=t("Roster"), headings=headings, rows=cells, widths=_WIDTHS)


def _page(kind: Kept, rows: Sequence[Sequence[Cell]], t: Texts) -> Sheet:
    name, headings = PAGES[kind]
    return Sheet(
        name=t(name),
        headings=[t(heading) for heading in headings],
        rows=[[_cell(cell, t) for cell in row] for row in rows],
        widths=_WIDTHS,
    )


def _looks(given: OwnFile, t: Texts) -> Sheet:
    rows = [(look.at, look.by, look.verb) for look in given.looks]
    return Sheet(
        name=t("Who looked"),
        headings=(t("At"), t("By"), t("What")),
        rows=[[_cell(cell, t) for cell in row] for row in rows],
        widths=_WIDTHS,
    )


def _cell(cell: Cell, t: Texts) -> workbook.Cell:
    match cell:
        case Verb():
            return t(DEEDS[cell])
        case StrEnum():
            return word(cell, t)
        case str():
            return retold(cell, t)
        case bool():
            return t("yes") if cell else t("no")
        case datetime():
            return cell.astimezone(t.zone)
        case _:
            return cell
