"""What a supervisor sees of leave: who is away and until when, and what waits for a decision."""

from collections.abc import Sequence
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.leave_notice import Asked
from domain.when import Spell
from views.leave import AskLeave
from views.leave_allowance import ShowAllowances
from views.leave_decision import request
from views.screen import Button, Row, Screen, column, shortened
from views.texts import Texts
from views.when import said_spell

SHOWN = 4
NAMES = 30
LONGEST_LABEL = 30


class ShowBoard(CallbackData, prefix="lvboard"):
    """Who is away, and what waits."""


class ShowRequest(CallbackData, prefix="lvreq"):
    leave_id: Annotated[int, Field(ge=1, lt=2**31)]


Away = tuple[str, Spell]
Waiting = tuple[int, str, Spell]


def board(
    away: Sequence[Away], waiting: Sequence[Waiting], unit_id: int, t: Texts, *, may_ask: bool
) -> Screen:
    opens = [
        Button(
            shortened(f"{name} {_briefly(spell, t)}", LONGEST_LABEL),
            ShowRequest(leave_id=leave_id),
        )
        for leave_id, name, spell in waiting[:SHOWN]
    ]
    last = [Button(t("Days a year"), ShowAllowances(unit_id=unit_id))]
    if may_ask:
        last.append(Button(t("Ask for leave"), AskLeave()))
    rows: tuple[Row, ...] = (*column(opens), tuple(last))
    return Screen(
        title=t("Leave"),
        text="\n".join([*_away(away, t), "", *_waiting(waiting, t)]),
        buttons=rows,
    )


def _briefly(spell: Spell, t: Texts) -> str:
    """For a button; the request itself has the weekdays."""
    if spell.first == spell.last:
        return said_spell(spell, spell.first, t)
    count = (spell.last - spell.first).days + 1
    first = t.plain_day(spell.first)
    return t.plural("{n} day from {first}", "{n} days from {first}", count, first=first)


def _away(away: Sequence[Away], t: Texts) -> list[str]:
    if not away:
        return [t("Nobody is away today.")]
    lines = [
        t("{name}: {days}", name=name, days=said_spell(spell, spell.first, t))
        for name, spell in away[:NAMES]
    ]
    more = [t("and {n} more", n=len(away) - NAMES)] if len(away) > NAMES else []
    return [t("Away today ({n})", n=len(away)), *lines, *more]


def _waiting(waiting: Sequence[Waiting], t: Texts) -> list[str]:
    if not waiting:
        return [t("No request waits for a decision.")]
    said = t.plural(
        "{n} request waits for a decision.", "{n} requests wait for a decision.", len(waiting)
    )
    return [said, t("The oldest can be opened below.")]


def opened(asked: Asked, t: Texts) -> Screen:
    return request(asked, t, more=((Button(t("Back"), ShowBoard()),),))
