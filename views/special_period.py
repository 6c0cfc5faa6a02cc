"""Special periods of a unit: the list, the questions by which one is set, and its end."""

from collections.abc import Sequence
from datetime import date, time
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.special_period import (
    LONGEST,
    USUAL,
    PeriodDraft,
    PeriodOverlaps,
    PeriodPast,
    PeriodTooLong,
    RollTooNear,
    SecondRollInTheWay,
    usual_days,
)
from domain.when import Spell
from views.calendar import Key, Month, PeriodShown, ShowMonth, period_line
from views.help import cancel_row
from views.screen import Button, Screen, column, explain, shortened
from views.summary import Day
from views.texts import Texts
from views.when import is_right, said_spell

SHOWN = 3
LONGEST_LABEL = 24


class AddPeriod(CallbackData, prefix="special-add"):
    unit_id: Key


class EndPeriod(CallbackData, prefix="special-end"):
    period_id: Key


class PickDays(CallbackData, prefix="special-days"):
    first: Day
    last: Day


class PickRollAt(CallbackData, prefix="special-at"):
    """In minutes of the day."""

    minutes: Annotated[int, Field(ge=0, lt=24 * 60)]


class ConfirmPeriod(CallbackData, prefix="special-ok"):
    """Set it."""


class ChangePeriod(CallbackData, prefix="special-edit"):
    """Back to the first question."""


def periods_screen(
    unit_id: int, unit: str, periods: Sequence[PeriodShown], month: Month, t: Texts
) -> Screen:
    """Those of the unit itself can be ended here."""
    own = [each for each in periods if each.unit == unit][:SHOWN]
    ends = [
        Button(
            shortened(t("End: {name}", name=each.name), LONGEST_LABEL),
            EndPeriod(period_id=each.period_id),
        )
        for each in own
    ]
    add = Button(t("New special period"), AddPeriod(unit_id=unit_id))
    back = Button(t("Back"), ShowMonth(unit_id=unit_id, month=month))
    lines = [period_line(each, t) for each in periods] or [t("None is set.")]
    return Screen(
        title=t("Special periods of {unit}", unit=unit),
        text="\n".join(lines),
        buttons=column([*ends, add, back]),
    )


def ask_name(t: Texts) -> Screen:
    return _question(t("What is it called? A few words, such as winter cleaning."), (), t)


def ask_days(today: date, t: Texts, *, hint: str = "") -> Screen:
    asked = t(
        "On which days? Press a button, or type the first and the last, such as 1 Dec to 15 Dec."
    )
    picks = [
        (Button(said_spell(Spell(first, last), today, t), PickDays(first=first, last=last)),)
        for first, last in usual_days(today)
    ]
    return _question(f"{hint}\n{asked}".strip(), picks, t)


def no_days(t: Texts) -> str:
    return t("I did not understand which days these are.")


def ask_hour(first: date, last: date, today: date, t: Texts, *, hint: str = "") -> Screen:
    picks = tuple(
        Button(f"{at:%H:%M}", PickRollAt(minutes=at.hour * 60 + at.minute)) for at in USUAL
    )
    when = is_right(said_spell(Spell(first, last), today, t), t)
    asked = t("At what hour shall the second roll be called? Press a button, or type it.")
    return _question("\n".join(line for line in (hint, when, asked) if line), (picks,), t)


def no_hour(t: Texts) -> str:
    return t("I did not understand which hour that is.")


def confirm(unit: str, draft: PeriodDraft, today: date, t: Texts) -> Screen:
    days = said_spell(Spell(draft.first, draft.last), today, t)
    lines = [
        draft.name,
        is_right(days, t),
        t("Second roll call each workday at {time}", time=_clock(draft.roll_at)),
        t("For {unit} and the units below.", unit=unit),
    ]
    decide = (Button(t("Confirm"), ConfirmPeriod()), Button(t("Change"), ChangePeriod()))
    return Screen(
        title=t("Special period"), text="\n".join(lines), buttons=(decide, cancel_row(t))
    )


def _clock(at: time) -> str:
    return f"{at:%H:%M}"


def _question(text: str, rows: Sequence[tuple[Button, ...]], t: Texts) -> Screen:
    return Screen(title=t("Special period"), text=text, buttons=(*rows, cancel_row(t)))


@explain.register
def period_past(_error: PeriodPast, t: Texts) -> Screen:
    return Screen(text=t("It begins today at the earliest."))


@explain.register
def period_too_long(_error: PeriodTooLong, t: Texts) -> Screen:
    return Screen(text=t("At most {n} days, and within a year.", n=LONGEST.days))


@explain.register
def period_overlaps(error: PeriodOverlaps, t: Texts) -> Screen:
    return Screen(
        text=t("Over these days there is “{name}” already: end it first.", name=error.name),
        alert=True,
    )


@explain.register
def roll_too_near(error: RollTooNear, t: Texts) -> Screen:
    return Screen(
        text=t(
            "The second roll comes after the morning's has closed ({closing}), and before 23:00.",
            closing=_clock(error.closing),
        ),
        alert=True,
    )


@explain.register
def second_roll_in_the_way(error: SecondRollInTheWay, t: Texts) -> Screen:
    return Screen(
        text=t(
            "The special period “{name}” calls a second roll at {time}: the morning's must close"
            " by then. To change that, end the period first with /calendar.",
            name=error.name,
            time=_clock(error.roll_at),
        ),
        alert=True,
    )
