"""Who was not there, kind by kind and unit by unit."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from aiogram.filters.callback_data import CallbackData

from domain.absent import PAGE, Absentee, AbsentPage, DayNotRead, Further, Missing
from domain.roll_call import RollKind
from domain.summary import RollDay
from domain.when import Period
from views.contest import history_line
from views.paging import page_buttons, page_line
from views.reach import silent
from views.screen import Screen, explain
from views.summary import Day, no_roll, said_days
from views.texts import N_, Texts

_HEADINGS = {
    Missing.ABSENT: N_("Absent"),
    Missing.AWAITED: N_("Not yet answered, the roll is still open"),
    Missing.LATE: N_("Late"),
    Missing.UNREACHABLE: N_("Silent, messages do not reach them"),
    Missing.NOT_REGISTERED: N_("Not registered"),
    Missing.PRE_POST: N_("Not asked yet, in training before the post"),
}


_TITLES = {
    RollKind.SECOND: N_("Second roll call · {time}"),
    RollKind.EXTRA: N_("Extra roll call · {time}"),
}
SHOWN = 20


class TurnAbsent(CallbackData, prefix="absent"):
    day: Day
    page: int


def absent_screen(found: AbsentPage, *, now: datetime, t: Texts) -> Screen:
    pages = -(-found.count // PAGE)
    day = Period(found.day, found.day)
    return Screen(
        title=t("Not there at roll call: {day}", day=said_days(day, now=now, t=t)),
        text="\n".join(
            [*_lines(found, t), *_contests(found, t), *page_line(found.page, pages=pages, t=t)]
        ).strip(),
        buttons=page_buttons(
            found.page,
            pages=pages,
            turn=lambda page: TurnAbsent(day=found.day, page=page),
            t=t,
        ),
    )


def _contests(found: AbsentPage, t: Texts) -> list[str]:
    """What was contested stays on record, also where it was put right."""
    if not found.contests or found.page:
        return []
    lines = [history_line(each, t) for each in found.contests[:SHOWN]]
    return ["", t("Contested ({n})", n=len(found.contests)), *lines]


def _lines(found: AbsentPage, t: Texts) -> list[str]:
    """The morning's roll, and each that followed it under its name and hour."""
    lines = _kinds(None, found, t)
    if not lines and not found.page:
        lines = [_no_morning(found, t)]
    is_last = (found.page + 1) * PAGE >= found.count
    for roll in found.further:
        title = t(_TITLES[roll.kind], time=t.time(roll.at))
        if people := _kinds(roll, found, t):
            lines += ["", title, *people[1:]]
        elif is_last and not any(at == roll for at, _ in found.counts):
            lines += ["", title, t("Nobody was absent or late.")]
    return lines


def _no_morning(found: AbsentPage, t: Texts) -> str:
    if found.roll_day is not RollDay.CALLED:
        return no_roll(found.roll_day, Period(found.day, found.day), t)
    return t("Nobody was absent or late.")


def _kinds(roll: Further | None, found: AbsentPage, t: Texts) -> list[str]:
    """Of this roll on this page, each kind below an empty line."""
    lines: list[str] = []
    there = (person for person in found.people if person.roll == roll)
    for kind, people in groupby(there, key=lambda person: person.missing):
        heading = t("{kind} ({n})", kind=t(_HEADINGS[kind]), n=found.counts[roll, kind])
        lines += ["", heading, *_unit_lines(people, t)]
    return lines


def _unit_lines(people: Iterable[Absentee], t: Texts) -> list[str]:
    return [
        t("{unit}: {names}", unit=unit, names=t.listed(_named(person, t) for person in there))
        for unit, there in groupby(people, key=lambda person: person.unit)
    ]


def _named(person: Absentee, t: Texts) -> str:
    if person.missing is Missing.UNREACHABLE and person.why:
        return silent(person.name, person.why, t)
    if person.missing is not Missing.LATE:
        return person.name
    return t.plural("{name} {n} minute", "{name} {n} minutes", person.minutes, name=person.name)


@explain.register
def day_not_read(_error: DayNotRead, t: Texts) -> Screen:
    return Screen(
        text=t("Please name one day. Examples: /absent, /absent yesterday, /absent 20 Nov")
    )
