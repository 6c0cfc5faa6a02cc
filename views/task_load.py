"""Who had how many tasks: a line per person under their unit, in the roster's order."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from domain.task_load import PAGE, Load, LoadPage
from views.paging import page_buttons, page_line
from views.screen import Button, Screen
from views.summary import RefreshSummary, ShowLoads, said_days
from views.texts import Texts


def loads_screen(shown: LoadPage, *, now: datetime, t: Texts) -> Screen:
    pages = max(1, -(-shown.count // PAGE))
    lines = [said_days(shown.period, now=now, t=t), *_span(shown, t), ""]
    lines += _lines(shown, t)
    lines += page_line(shown.page, pages=pages, t=t)
    turns = page_buttons(shown.page, pages=pages, turn=lambda page: _turned(shown, page), t=t)
    back = RefreshSummary(first=shown.period.first, last=shown.period.last, unit_id=shown.unit_id)
    return Screen(
        title=t("Tasks per person, {unit}", unit=shown.unit)
        if shown.unit
        else t("Tasks per person"),
        text="\n".join(lines),
        buttons=(*turns, (Button(t("Back"), back),)),
    )


def _turned(shown: LoadPage, page: int) -> ShowLoads:
    period = shown.period
    return ShowLoads(first=period.first, last=period.last, unit_id=shown.unit_id, page=page)


def _span(shown: LoadPage, t: Texts) -> list[str]:
    if not shown.count:
        return [t("Nobody is on the roster here.")]
    people = t.plural("{n} person", "{n} people", shown.count)
    span = {"least": shown.least, "most": shown.most}
    if not shown.most:
        return [t("{people}, nobody has a task", people=people)]
    return [t("{people}, each {least} to {most} tasks", people=people, **span)]


def _lines(shown: LoadPage, t: Texts) -> Iterator[str]:
    for unit, loads in groupby(shown.loads, key=lambda load: load.unit):
        if unit != shown.unit:
            yield unit
        there = list(loads)
        yield from (f"{load.name} · {_said(load, t)}" for load in there if load.tasks)
        if idle := [load.name for load in there if not load.tasks]:
            yield t("No tasks: {names}", names=t.listed(idle))


def _said(load: Load, t: Texts) -> str:
    parts = [t.plural("{n} task", "{n} tasks", load.tasks), t("done {n}", n=load.done)]
    if load.open:
        parts.append(t("open {n}", n=load.open))
    if load.carried:
        parts.append(t("carried {n}×", n=load.carried))
    return t.listed(parts)
