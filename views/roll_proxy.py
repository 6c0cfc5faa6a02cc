"""The list on which a supervisor ticks who is there."""

from collections import Counter
from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from domain.names_said import Named
from domain.roll_call import Attendance
from domain.roll_proxy import AnsweredByProxy, Entry, ProxyList, ProxyTakenBack
from views.contest import contest_button
from views.names import first_of
from views.paging import page_buttons, page_line
from views.roll_call import answer_buttons
from views.screen import Button, Screen, column, render, shortened
from views.texts import Texts

LABEL = 30
SHOWN = 10


class StartProxy(CallbackData, prefix="pxopen"):
    roll_call_id: int


class TurnProxy(CallbackData, prefix="pxpage"):
    roll_call_id: int
    page: int


class TickPerson(CallbackData, prefix="pxtick"):
    roll_call_id: int
    person_id: int
    page: int
    takes_back: bool


def ticking(found: ProxyList, t: Texts, *, done: Sequence[str] = (), anew: bool = False) -> Screen:
    lines = [*done, *([""] if done else []), *_lines(found, t)]
    return Screen(
        title=t("Answering for somebody"),
        text="\n".join([*lines, *page_line(found.page, pages=found.pages, t=t)]),
        buttons=(*column(_ticks(found)), *_turns(found, t)),
        anew=anew,
    )


def _lines(found: ProxyList, t: Texts) -> list[str]:
    if not found.entries:
        return [t("Everybody has answered.")]
    return [
        t("Press whoever is there, or type their names; press again to take it back."),
        t(
            "It is marked as answered by you, and they are told. Possible until {time}.",
            time=t.time(found.closes_at),
        ),
    ]


def answered(named: Named[Entry], t: Texts) -> list[str]:
    """What became of the names that were typed."""
    said = []
    if named.found:
        names = first_of([each.name for each in named.found], SHOWN, t)
        said.append(
            t.plural(
                "✓ Answered for {n}: {names}",
                "✓ Answered for {n}: {names}",
                len(named.found),
                names=names,
            )
        )
    if named.twice:
        said.append(
            t("Several are called {names}: please press them.", names=t.listed(named.twice))
        )
    if named.unknown:
        names = t.listed(shortened(name, LABEL) for name in named.unknown[:SHOWN])
        said.append(t("Not among those who have not answered: {names}", names=names))
    return said


def _ticks(found: ProxyList) -> list[Button]:
    twice = {name for name, n in Counter(each.name for each in found.entries).items() if n > 1}
    return [
        Button(
            _label(each, with_unit=each.name in twice),
            TickPerson(
                roll_call_id=found.roll_call_id,
                person_id=each.person_id,
                page=found.page,
                takes_back=each.is_ticked,
            ),
        )
        for each in found.entries
    ]


def _label(entry: Entry, *, with_unit: bool) -> str:
    mark = "✅" if entry.is_ticked else "▫️"
    name = f"{entry.name} · {entry.unit}" if with_unit else entry.name
    return f"{mark} {shortened(name, LABEL)}"


def _turns(found: ProxyList, t: Texts) -> tuple[tuple[Button, ...], ...]:
    roll = found.roll_call_id
    rows = page_buttons(
        found.page,
        pages=found.pages,
        turn=lambda page: TurnProxy(roll_call_id=roll, page=page),
        t=t,
    )
    return tuple(rows)


@render.register
def answered_for(notice: AnsweredByProxy, t: Texts) -> Screen:
    if notice.attendance is Attendance.LATE:
        said = t.plural(
            "{by} has answered the roll for you: {n} minute late.",
            "{by} has answered the roll for you: {n} minutes late.",
            notice.minutes,
            by=notice.by,
        )
        return Screen(text=said, buttons=((contest_button(notice.roll_call_id, t),),))
    return Screen(text=t("{by} has answered the roll for you: present, on time.", by=notice.by))


@render.register
def taken_back(notice: ProxyTakenBack, t: Texts) -> Screen:
    return Screen(
        text=t(
            "{by} has taken back the answer given for you. Please answer yourself before {time}.",
            by=notice.by,
            time=t.time(notice.closes_at),
        ),
        buttons=answer_buttons(notice.roll_call_id, t),
    )
