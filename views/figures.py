"""The figures of some units in words: attendance, tasks, reviews, trainings."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from domain.review import ReviewState
from domain.roll_call import Attendance
from domain.summary import Figures, Line, attendance_rate
from domain.task import TaskState
from domain.training import Participation
from views.texts import Texts
from views.words import word

Word = TypeVar("Word", bound=StrEnum)
_BESIDE_PRESENT = (
    Attendance.LATE,
    Attendance.LEAVE,
    Attendance.ABSENT,
    Attendance.REST,
    Attendance.AWAITED,
    Attendance.NOT_REGISTERED,
    Attendance.PRE_POST,
)
INDENT = "    "


def total_lines(total: Figures, *, many_days: bool, t: Texts) -> list[str]:
    """Of several days everybody counts once a day: the words say so."""
    return [
        *(_roll_lines(total, many_days=many_days, t=t) if total.roll else []),
        *([_second(total, t)] if total.second else []),
        _tasks(total, many_days=many_days, t=t),
        *([_reviews(total, t)] if total.reviews else []),
        _trainings(total, t),
    ]


def _roll_lines(total: Figures, *, many_days: bool, t: Texts) -> list[str]:
    tally = total.tally
    counts = {"n": tally.roster, "expected": tally.expected}
    rate = attendance_rate(tally)
    return [
        t("Person-days on the roster {n}, expected {expected}", **counts)
        if many_days
        else t("On the roster {n}, expected {expected}", **counts),
        attendance(total.roll, t),
        *([t("Attendance {rate}%", rate=f"{rate:g}")] if rate is not None else []),
    ]


def _second(total: Figures, t: Texts) -> str:
    return t("Second roll calls: {counts}", counts=attendance(total.second, t))


def attendance(roll: Mapping[Attendance, int], t: Texts) -> str:
    """All whom it counts: who came, be it nobody, and whatever else there is."""
    return t.listed([_present(roll, t), *_others(roll, t)])


def _present(roll: Mapping[Attendance, int], t: Texts) -> str:
    return f"{word(Attendance.PRESENT, t)} {roll.get(Attendance.PRESENT, 0)}"


def _others(roll: Mapping[Attendance, int], t: Texts) -> list[str]:
    return [f"{word(kind, t)} {roll[kind]}" for kind in _BESIDE_PRESENT if roll.get(kind)]


def _tasks(total: Figures, *, many_days: bool, t: Texts) -> str:
    if not total.tasks:
        return t("Tasks: none")
    counts = _counted(total.tasks, TaskState, t)
    n = sum(total.tasks.values())
    if many_days:
        return t("Tasks, counted each day {n}: {counts}", n=n, counts=counts)
    return t("Tasks {n}: {counts}", n=n, counts=counts)


def _reviews(total: Figures, t: Texts) -> str:
    said = t("Reviews handed in {done} of {n}", done=total.handed_in, n=total.reviews_expected)
    late = total.reviews.get(ReviewState.LATE, 0)
    return said + (t(", {n} of them late", n=late) if late else "")


def _trainings(total: Figures, t: Texts) -> str:
    if not total.trainings:
        return t("Trainings: none")
    answered = dict(total.trainings)
    others = answered.pop(Participation.WALKED_IN, 0)
    counts = _counted(answered, Participation, t)
    said = t("Training invitations {n}: {counts}", n=total.invitations, counts=counts)
    return said + (t("; {n} came uninvited", n=others) if others else "")


def _counted(counts: Mapping[Word, int], words: type[Word], t: Texts) -> str:
    return t.listed(f"{word(kind, t)} {counts[kind]}" for kind in words if counts.get(kind))


def unit_lines(line: Line, t: Texts) -> list[str]:
    """Short enough for a phone: who came, who did not, and the day's work."""
    unit = t("{unit} itself", unit=line.unit) if line.is_own else line.unit
    came, *more = _parts(line.figures, t)
    return [t("{unit}: {figures}", unit=unit, figures=came), *(INDENT + part for part in more)]


def _parts(figures: Figures, t: Texts) -> list[str]:
    roll = figures.roll
    came: list[str] = []
    if roll:
        expected = t("expected {n}", n=figures.tally.expected)
        came = [expected, _present(roll, t)]
    return [t.listed(part) for part in (came, _others(roll, t), _work(figures, t)) if part]


def _work(figures: Figures, t: Texts) -> list[str]:
    parts = []
    if figures.tasks:
        done, n = figures.tasks.get(TaskState.DONE, 0), sum(figures.tasks.values())
        parts.append(t("tasks done {done}/{n}", done=done, n=n))
    if figures.reviews:
        done, n = figures.handed_in, figures.reviews_expected
        parts.append(t("reviews {done}/{n}", done=done, n=n))
    if n := figures.invitations:
        done = figures.trainings.get(Participation.ATTENDS, 0)
        parts.append(t("training {done}/{n}", done=done, n=n))
    if n := figures.trainings.get(Participation.WALKED_IN, 0):
        parts.append(f"{word(Participation.WALKED_IN, t)} {n}")
    return parts
