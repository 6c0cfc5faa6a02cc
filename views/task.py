"""A task's card and its buttons, the questions about a result, and what the dispatcher hears."""

from datetime import date

from aiogram.filters.callback_data import CallbackData

from domain.task import (
    Obstacle,
    PlannedTask,
    TaskAnswered,
    TaskDispatched,
    TaskShown,
    TaskState,
    Urgency,
)
from views.plan import ShowDay
from views.screen import Button, Row, Screen, column, render
from views.texts import Texts
from views.words import retold, word


class TakeTask(CallbackData, prefix="ttake"):
    """`back` keeps the way back to the day on a card that was opened from there."""

    assignment_id: int
    back: bool = False


class FinishTask(CallbackData, prefix="tdone"):
    assignment_id: int


class GiveUpTask(CallbackData, prefix="tcannot"):
    assignment_id: int


class LeaveQuestion(CallbackData, prefix="tleave"):
    """Back from a question about a result to the task's card."""

    assignment_id: int


class SkipNote(CallbackData, prefix="tskip"):
    assignment_id: int


class NameObstacle(CallbackData, prefix="twhy"):
    assignment_id: int
    obstacle: Obstacle


class HandAgain(CallbackData, prefix="thand"):
    """What this person cannot do goes to another."""

    assignment_id: int


@render.register
def dispatched(notice: TaskDispatched, t: Texts) -> Screen:
    task = notice.task
    urgent = task.urgency is Urgency.URGENT
    lines = [task.title, _due_line(task, notice.day, t), t("From: {name}", name=notice.by)]
    return Screen(
        title=t("New task, urgent") if urgent else t("New task"),
        text="\n".join(lines),
        buttons=task_buttons(task, t),
    )


@render.register
def shown(notice: TaskShown, t: Texts) -> Screen:
    return card(notice.task, t, day=notice.day)


def card(task: PlannedTask, t: Texts, *, day: date, back: bool = False) -> Screen:
    lines = [task.title, _due_line(task, day, t)]
    if task.carried:
        times = t.plural("Carried over: {n} time", "Carried over: {n} times", task.carried)
        lines.append(times)
    lines.append(t("State: {state}", state=word(task.state, t)))
    if task.note:
        lines.append(t("Note: {note}", note=retold(task.note, t)))
    urgent = task.urgency is Urgency.URGENT
    return Screen(
        title=t("Task, urgent") if urgent else t("Task"),
        text="\n".join(lines),
        buttons=task_buttons(task, t, back=back),
    )


def _due_line(task: PlannedTask, day: date, t: Texts) -> str:
    due = t.moment(task.due_at) if task.due_at else t.day(day)
    return t("Due: {due}", due=due)


def task_buttons(task: PlannedTask, t: Texts, *, back: bool = False) -> tuple[Row, ...]:
    at = task.assignment_id
    take = Button(t("Take"), TakeTask(assignment_id=at, back=back))
    done = Button(t("Done"), FinishTask(assignment_id=at))
    cannot = Button(t("Cannot"), GiveUpTask(assignment_id=at))
    homeward: tuple[Row, ...] = ((Button(t("Back"), ShowDay()),),) if back else ()
    match task.state:
        case TaskState.SENT:
            return ((take, done, cannot), *homeward)
        case TaskState.TAKEN | TaskState.PARTLY | TaskState.NOT_DONE:
            return ((done, cannot), *homeward)
        case TaskState.DONE | TaskState.CANNOT:
            return homeward


def ask_note(task: PlannedTask, t: Texts) -> Screen:
    skip = Button(t("Skip"), SkipNote(assignment_id=task.assignment_id))
    return Screen(
        title=t("Done: how did it go?"),
        text="\n".join(
            [task.title, "", t("Type a sentence, or send one photo with a few words to it.")]
        ),
        buttons=((skip, _way_back(task, t)),),
    )


def ask_why(task: PlannedTask, t: Texts) -> Screen:
    at = task.assignment_id
    reasons = (
        Button(word(each, t), NameObstacle(assignment_id=at, obstacle=each)) for each in Obstacle
    )
    return Screen(
        title=t("Why can it not be done?"),
        text="\n".join([task.title, "", t("Choose a reason, or type one.")]),
        buttons=(*column(reasons), (_way_back(task, t),)),
    )


def _way_back(task: PlannedTask, t: Texts) -> Button:
    return Button(t("Back"), LeaveQuestion(assignment_id=task.assignment_id))


@render.register
def answered(notice: TaskAnswered, t: Texts) -> Screen:
    lines = [notice.title]
    if notice.note:
        lines.append(t("Note: {note}", note=retold(notice.note, t)))
    again = Button(t("Hand to somebody"), HandAgain(assignment_id=notice.assignment_id))
    return Screen(
        title=f"{notice.who} · {word(notice.state, t)}",
        text="\n".join(lines),
        buttons=((again,),) if notice.state is TaskState.CANNOT else (),
        photo=notice.photo,
    )
