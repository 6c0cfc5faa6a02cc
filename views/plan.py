"""A day's tasks and trainings, as lines of a screen, and the buttons that open each task."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from domain.task import PlannedTask, TaskState, Urgency
from domain.training import Participation, PlannedTraining
from views.screen import MAX_BUTTONS, Button, Row, column, shortened
from views.texts import Texts
from views.words import word

_LABEL = 24
_MARKS = {
    TaskState.SENT: "▫️",
    TaskState.TAKEN: "▶️",
    TaskState.DONE: "✅",
    TaskState.PARTLY: "◐",
    TaskState.NOT_DONE: "✖️",
    TaskState.CANNOT: "⛔",
}


class OpenTask(CallbackData, prefix="topen"):
    assignment_id: int


class ShowDay(CallbackData, prefix="day"):
    page: int = 0


def task_line(task: PlannedTask, t: Texts) -> str:
    urgent = t("[urgent] ") if task.urgency is Urgency.URGENT else ""
    carried = t.plural(" · carried over", " · carried over {n} times", task.carried)
    due = _due(task, t)
    return f"{_MARKS[task.state]} {urgent}{task.title}{due}{carried if task.carried else ''}"


def _due(task: PlannedTask, t: Texts) -> str:
    """The hour of a task that was carried over is one of an earlier day."""
    if task.due_at is None:
        return ""
    time = t.time(task.due_at)
    day = f"{t.plain_day(task.due_at)} " if task.carried else ""
    return t(" (by {time})", time=day + time)


def training_line(training: PlannedTraining, t: Texts) -> str:
    answer = training.participation
    said = f" · {word(answer, t)}" if answer is not Participation.INVITED else ""
    return (
        t(
            "📖 {time} {title}, {place}",
            time=t.time(training.starts_at),
            title=training.title,
            place=training.place,
        )
        + said
    )


def plan_lines(
    tasks: Sequence[PlannedTask], trainings: Sequence[PlannedTraining], t: Texts
) -> list[str]:
    lines = [t("No tasks for today so far.")]
    if tasks:
        numbered = (f"{n}. {task_line(task, t)}" for n, task in enumerate(tasks, start=1))
        lines = [t("Today's tasks:"), *numbered]
    if trainings:
        lines += ["", t("Today's trainings:"), *(training_line(each, t) for each in trainings)]
    return lines


def task_buttons(
    tasks: Sequence[PlannedTask], t: Texts, *, most: int = MAX_BUTTONS
) -> tuple[Row, ...]:
    """One button per task; of more than fit the first ones, and the way to the others."""
    if len(tasks) <= most:
        return column(open_buttons(tasks))
    rest = Button(t("All tasks"), ShowDay())
    return (*column(open_buttons(tasks[: most - 1])), (rest,))


def open_buttons(tasks: Sequence[PlannedTask], *, first: int = 1) -> list[Button]:
    return [
        Button(
            f"{number}. {shortened(task.title, _LABEL)}",
            OpenTask(assignment_id=task.assignment_id),
        )
        for number, task in enumerate(tasks, start=first)
    ]
