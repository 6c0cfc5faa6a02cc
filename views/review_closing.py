"""The supervisor's evening: handed in, missing, and the problems met, unit by unit."""

from itertools import groupby

from domain.review import HANDED_IN, ReviewState
from domain.review_closing import Problem, ReviewsClosed
from views.names import by_community
from views.remark import OpenReviews, counted
from views.screen import Button, Screen, render, shortened
from views.texts import Texts

PROBLEM_SHOWN = 80


@render.register
def closed(notice: ReviewsClosed, t: Texts) -> Screen:
    lines = [counted(notice.counts, t), *_missing(notice, t), *_problems(notice, t)]
    is_any = any(notice.counts.get(state) for state in HANDED_IN)
    go = (Button(t("Go through the reviews"), OpenReviews(day=notice.day)),)
    return Screen(
        title=t(
            "Evening reviews of {unit} · {day}",
            unit=t.listed(notice.units),
            day=t.day(notice.day),
        ),
        text="\n".join(lines),
        buttons=(go,) if is_any else (),
    )


def _missing(notice: ReviewsClosed, t: Texts) -> list[str]:
    count = notice.counts.get(ReviewState.AWAITED, 0)
    if not count:
        return []
    names = by_community(notice.missing, t, units=notice.units, count=count)
    return ["", t("Not handed in ({n})", n=count), *names]


def _problems(notice: ReviewsClosed, t: Texts) -> list[str]:
    if not notice.problems_met:
        return ["", t("No problems were met.")]
    lines = ["", t("Problems met ({n})", n=notice.problems_met)]
    for unit, there in groupby(notice.problems, key=lambda problem: problem.unit):
        lines += [t("[{unit}]", unit=unit), *(_line(problem, t) for problem in there)]
    more = notice.problems_met - len(notice.problems)
    rest = t.plural("{n} more: /reviews shows it.", "{n} more: /reviews shows them.", more)
    return [*lines, rest] if more > 0 else lines


def _line(problem: Problem, t: Texts) -> str:
    text = shortened(problem.text.replace("\n", " "), PROBLEM_SHOWN)
    return t("{name}: {text}", name=problem.name, text=text)
