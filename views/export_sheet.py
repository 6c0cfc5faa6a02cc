"""The spreadsheets: the summary's figures by unit and by day, its notices, and who read one."""

from collections.abc import Callable, Iterable, Sequence
from datetime import tzinfo
from functools import partial
from typing import NamedTuple

from domain.broadcast import UNREACHED, Addressee, Standing
from domain.document import Document
from domain.export import FiguresExported, ReadersExported, Told
from domain.review import ReviewState
from domain.roll_call import Attendance
from domain.summary import Figures, Line, attendance_rate
from domain.task import TaskState
from domain.task_load import Load
from domain.training import Participation
from views.screen import Screen, render
from views.texts import Texts
from views.words import word
from views.workbook import Cell, Sheet, file_name, workbook

_REACHED = (Standing.READ, Standing.UNREAD, Standing.ON_THE_WAY)


class Column(NamedTuple):
    heading: str
    value: Callable[[Figures], Cell]


def _columns(t: Texts) -> list[Column]:
    return [
        Column(t("Expected at roll call"), lambda each: each.tally.expected),
        *(Column(word(kind, t), partial(_roll, kind)) for kind in Attendance),
        Column(t("Attendance rate, %"), lambda each: attendance_rate(each.tally)),
        Column(t("Tasks"), lambda each: sum(each.tasks.values())),
        *(Column(t("Tasks: {state}", state=word(s, t)), partial(_task, s)) for s in TaskState),
        Column(t("Reviews expected"), lambda each: each.reviews_expected),
        Column(t("Reviews handed in"), lambda each: each.handed_in),
        Column(t("Reviews handed in late"), lambda each: each.reviews.get(ReviewState.LATE, 0)),
        Column(t("Training invitations"), lambda each: each.invitations),
        *(
            Column(t("Training: {answer}", answer=word(said, t)), partial(_training, said))
            for said in Participation
        ),
    ]


def _roll(kind: Attendance, figures: Figures) -> int:
    return figures.roll.get(kind, 0)


def _task(state: TaskState, figures: Figures) -> int:
    return figures.tasks.get(state, 0)


def _training(answer: Participation, figures: Figures) -> int:
    return figures.trainings.get(answer, 0)


@render.register
def figures_exported(notice: FiguresExported, t: Texts) -> Screen:
    period, unit = notice.summary.period, notice.summary.unit or t("My units")
    days = f"{period.first:%Y%m%d}-{period.last:%Y%m%d}"
    sheets = (
        _units(notice, t),
        _days(notice, t),
        *([_loads(notice.loads, t)] if notice.loads else []),
        _notices(notice.broadcasts, t),
        _about(notice, t),
    )
    return Screen(
        title=t("Figures of {unit}", unit=unit),
        text=t.days(period.first, period.last),
        document=Document(file_name(unit, days), workbook(sheets)),
    )


def _units(notice: FiguresExported, t: Texts) -> Sheet:
    summary, columns = notice.summary, _columns(t)
    rows = [
        (t("Total"), summary.total),
        *((_named(line, t), line.figures) for line in summary.lines),
    ]
    return Sheet(
        name=t("Figures by unit"),
        headings=[t("Unit"), *(column.heading for column in columns)],
        rows=[[name, *(column.value(figures) for column in columns)] for name, figures in rows],
        widths=(24,),
    )


def _named(line: Line, t: Texts) -> str:
    return t("{unit} itself", unit=line.unit) if line.is_own else line.unit


def _days(notice: FiguresExported, t: Texts) -> Sheet:
    columns = _columns(t)
    return Sheet(
        name=t("Figures by day"),
        headings=[t("Day"), *(column.heading for column in columns)],
        rows=[
            [day, *(column.value(figures) for column in columns)]
            for day, figures in notice.days.items()
        ],
        widths=(12,),
    )


def _loads(loads: Iterable[Load], t: Texts) -> Sheet:
    return Sheet(
        name=t("Tasks per person"),
        headings=[
            *(t("Name"), t("Unit"), t("Tasks"), word(TaskState.DONE, t)),
            *(t("Still open"), t("Carried over, times at most")),
        ],
        rows=[
            (each.name, each.unit, each.tasks, each.done, each.open, each.carried)
            for each in loads
        ],
        widths=(12, 24),
    )


def _notices(told: Iterable[Told], t: Texts) -> Sheet:
    return Sheet(
        name=t("Notices"),
        headings=[
            *(t("Sent"), t("The notice"), t("Sent by"), t("Read by when")),
            *(t("People"), *(word(standing, t) for standing in _REACHED), t("Not reached")),
        ],
        rows=[_told(each, t.zone) for each in told],
        widths=(17, 50, 12, 17),
    )


def _told(each: Told, zone: tzinfo) -> Sequence[Cell]:
    counts = each.counts
    return (
        each.sent_at.astimezone(zone),
        each.text,
        each.by,
        each.deadline.astimezone(zone) if each.deadline else None,
        each.people,
        *(counts.get(standing, 0) for standing in _REACHED),
        sum(counts.get(standing, 0) for standing in UNREACHED),
    )


def _about(notice: FiguresExported, t: Texts) -> Sheet:
    period = notice.summary.period
    return Sheet(
        name=t("About"),
        headings=[t("About this spreadsheet"), ""],
        rows=[
            (t("Unit"), notice.summary.unit or t("My units")),
            (t("First day"), period.first),
            (t("Last day"), period.last),
            (t("Made at"), notice.made_at.astimezone(t.zone)),
            (t("Made for"), notice.by),
        ],
        widths=(24, 24),
    )


@render.register
def readers_exported(notice: ReadersExported, t: Texts) -> Screen:
    board = notice.board
    stands = (t("How it stands"), t("Read at"))
    sheet = Sheet(
        name=t("Name list"),
        headings=[t("Unit"), t("Name"), t("Post held"), *stands, t("Reason")],
        rows=[_reader(each, t) for each in notice.people],
        widths=(20, 12, 16, 16, 17, 24),
    )
    day = board.begins_at.astimezone(t.zone)
    return Screen(
        title=t("Notice: who has read it"),
        text=t.plural("{n} person", "{n} people", len(notice.people)),
        document=Document(file_name(t("Notice"), f"{day:%Y%m%d}"), workbook([sheet])),
    )


def _reader(each: Addressee, t: Texts) -> Sequence[Cell]:
    is_reached = each.standing in _REACHED
    why = each.why or (None if is_reached else each.standing)
    return (
        each.unit,
        each.name,
        each.post,
        word(each.standing, t) if is_reached else t("Not reached"),
        each.read_at.astimezone(t.zone) if each.read_at else None,
        word(why, t) if why else None,
    )
