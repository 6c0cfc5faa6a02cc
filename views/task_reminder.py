"""A task whose hour has come, as its person reads it, and what the supervisor hears of it."""

from domain.task_reminder import TaskOverdue, TaskReminded, Undone
from views.screen import Screen, render
from views.task import task_buttons
from views.texts import Texts
from views.words import word

SHOWN = 10


@render.register
def reminded(notice: TaskReminded, t: Texts) -> Screen:
    due = t.moment(notice.task.due_at) if notice.task.due_at else t.day(notice.day)
    lines = [
        notice.task.title,
        t("Due: {due}", due=due),
        t("If it is finished, press Done. If it cannot be, press Cannot."),
    ]
    return Screen(
        title=t("The hour has come"),
        text="\n".join(lines),
        buttons=task_buttons(notice.task, t),
    )


@render.register
def overdue(notice: TaskOverdue, t: Texts) -> Screen:
    count = len(notice.undone)
    lines = [
        notice.title,
        t("Due: {due}", due=t.moment(notice.due_at)),
        "",
        t.plural("{n} person has not finished:", "{n} people have not finished:", count),
        *(_line(one, t) for one in notice.undone[:SHOWN]),
    ]
    if count > SHOWN:
        lines.append(t.plural("and {n} more", "and {n} more", count - SHOWN))
    if notice.is_last:
        lines += ["", t("This is the last reminder of it.")]
    title = t("Still not finished") if notice.is_last else t("Overdue by two hours")
    return Screen(title=title, text="\n".join(lines))


def _line(one: Undone, t: Texts) -> str:
    away = t(" · on leave today") if one.is_away else ""
    carried = t.plural(" · carried over", " · carried over {n} times", one.carried)
    return f"{one.name} · {word(one.state, t)}{carried if one.carried else ''}{away}"
