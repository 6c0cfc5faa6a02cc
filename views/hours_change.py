"""Asking for one figure of a unit's hours, and showing what will change before it does."""

from collections.abc import Sequence
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import AfterValidator, Field

from domain.hours import Change, Figure, Hours, differing, usual
from views.help import cancel_row
from views.hours import (
    LONGEST_LABEL,
    NAMES,
    AskFigure,
    Key,
    ShowHours,
    UnitHours,
    line_of,
    spelled,
    value,
)
from views.screen import Button, Row, Screen, shortened
from views.texts import Texts

Minutes = Annotated[int, Field(ge=0, lt=24 * 60)]


class PickFigure(CallbackData, prefix="hours-pick"):
    """One of the usual values, in minutes."""

    unit_id: Key
    figure: Figure
    value: Minutes


class AskInherit(CallbackData, prefix="hours-inherit"):
    """Let the unit follow the one above it again."""

    unit_id: Key


def _sound(figures: str) -> str:
    read(figures)
    return figures


class ConfirmHours(CallbackData, prefix="hours-ok"):
    """`figures` are the five in minutes, and nothing for what was not spoken of."""

    unit_id: Key
    figures: Annotated[str, AfterValidator(_sound)]

    @property
    def change(self) -> Change:
        return read(self.figures)


def read(figures: str) -> Change:
    said = dict(zip(Figure, figures.split("."), strict=True))
    return Change.said({figure: int(value) for figure, value in said.items() if value})


def written(change: Change) -> str:
    values = change.values()
    return ".".join(str(values.get(figure, "")) for figure in Figure)


class ConfirmInherit(CallbackData, prefix="hours-inherit-ok"):
    unit_id: Key


def ask_figure(
    each: UnitHours, figure: Figure, above: str | None, t: Texts, *, hint: str = ""
) -> Screen:
    """`above` names whom the unit would follow without hours of its own; None if it has none."""
    picks = [
        Button(
            spelled(figure, minutes, t),
            PickFigure(unit_id=each.unit_id, figure=figure, value=minutes),
        )
        for minutes in usual(figure, each.hours)
    ]
    back = Button(t("Back"), ShowHours(unit_id=each.unit_id))
    rows: list[Row] = [tuple(picks)] if picks else []
    if above is not None:
        rows.append((_inherit_button(each.unit_id, above, t),))
    now = t("Now: {value}.", value=value(figure, each.hours, t))
    return Screen(
        title=t("{unit}: {figure}", unit=each.unit, figure=t(NAMES[figure])),
        text="\n".join(line for line in (hint, now, accepted(figure, t)) if line),
        buttons=(*rows, (back, *cancel_row(t))),
    )


def _inherit_button(unit_id: int, above: str, t: Texts) -> Button:
    label = t("All as {unit}", unit=above) if above else t("All by default")
    return Button(shortened(label, LONGEST_LABEL), AskInherit(unit_id=unit_id))


def accepted(figure: Figure, t: Texts) -> str:
    if figure is Figure.GRACE:
        return t(
            "How many minutes after the roll call is nobody late? Press a button, or type the"
            " number of minutes, such as 10."
        )
    return t("What hour shall it be? Press a button, or type it, such as 8:30 or 5:30 pm.")


def not_an_hour(figure: Figure, t: Texts) -> str:
    if figure is Figure.GRACE:
        return t("I did not understand how many minutes that is.")
    return t("I did not understand which hour that is.")


def as_now(t: Texts) -> str:
    return t("It is so already.")


def confirm_change(each: UnitHours, after: Hours, change: Change, t: Texts) -> Screen:
    """What is said of one figure leads back to its question; hours that stay are written out."""
    values = change.values()
    back = (
        AskFigure(unit_id=each.unit_id, figure=next(iter(values)))
        if len(values) == 1
        else ShowHours(unit_id=each.unit_id)
    )
    ok = ConfirmHours(unit_id=each.unit_id, figures=written(change))
    decide = (Button(t("Confirm"), ok), Button(t("Back"), back))
    lines = _moves(each.hours, after, t) or [line_of(each.hours, t)]
    return _before_and_after(each, lines, decide, t)


def confirm_inherit(each: UnitHours, after: UnitHours, t: Texts) -> Screen:
    whose = (
        t("From now on as in {unit}.", unit=after.source)
        if after.source
        else t("From now on the default hours.")
    )
    decide = (
        Button(t("Confirm"), ConfirmInherit(unit_id=each.unit_id)),
        Button(t("Back"), ShowHours(unit_id=each.unit_id)),
    )
    lines = [whose, *_moves(each.hours, after.hours, t)]
    return _before_and_after(each, lines, decide, t)


def _before_and_after(each: UnitHours, lines: Sequence[str], decide: Row, t: Texts) -> Screen:
    follow = t("Units below without hours of their own follow; their people are told.")
    return Screen(
        title=t("Change the hours of {unit}?", unit=each.unit),
        text="\n".join(line for line in (*lines, follow) if line),
        buttons=(decide,),
    )


def _moves(before: Hours, after: Hours, t: Texts) -> list[str]:
    return [
        f"{t(NAMES[figure])} {value(figure, before, t)} → {value(figure, after, t)}"
        for figure in differing(before, after)
    ]
