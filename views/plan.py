"""A day's tasks and trainings, as lines of a screen."""

from collections.abc import Sequence

from domain.task import PlannedTask, TaskState, Urgency
from domain.training import Participation, PlannedTraining
from views.texts import Texts
from views.words import word

_MARKS = {
    TaskState.SENT: "▫️",
    TaskState.TAKEN: "▶️",
    TaskState.DONE: "✅",
    TaskState.PARTLY: "◐",
    TaskState.NOT_DONE: "✖️",
    TaskState.CANNOT: "⛔",
}


def task_line(task: PlannedTask, t: Texts) -> str:
    urgent = t("[urgent] ") if task.urgency is Urgency.URGENT else ""
    due = t(" (by {time})", time=t.time(task.due_at)) if task.due_at else ""
    carried = t.plural(" · carried over", " · carried over {n} times", task.carried)
    return f"{_MARKS[task.state]} {urgent}{task.title}{due}{carried if task.carried else ''}"


def training_line(training: PlannedTraining, t: Texts) -> str:
    answer = training.participation
    said = f" · {word(answer, t)}" if answer is not Participation.INVITED else ""
    return f"📖 {t.time(training.starts_at)} {training.title} @ {training.place}{said}"


def plan_lines(
    tasks: Sequence[PlannedTask], trainings: Sequence[PlannedTraining], t: Texts
) -> list[str]:
    lines = [t("Today's tasks:"), *(task_line(task, t) for task in tasks)] if tasks else []
    if not tasks:
        lines = [t("No tasks for today so far.")]
    if trainings:
        lines += ["", t("Today's trainings:"), *(training_line(each, t) for each in trainings)]
    return lines
