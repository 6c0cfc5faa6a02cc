"""A unit's rota: its shifts, their order, who is on which, and the questions that set it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.roll_call import Attendance
from domain.rota import NoRota, PatternUnclear, PlaceUnclear, Shift, ShiftsUnclear, usual_patterns
from views.help import cancel_row
from views.names import first_of
from views.screen import Button, Row, Screen, column, explain, shortened
from views.texts import N_, Texts
from views.words import word

Key = Annotated[int, Field(ge=1, lt=2**31)]
LONGEST_LABEL = 30
SHOWN = 20
PRESETS = (
    N_("Day 8:00-20:00, Night 20:00-8:00"),
    N_("Early 6:00-14:00, Middle 14:00-22:00, Late 22:00-6:00"),
)

_LABELS = (PRESETS[0], N_("Three shifts: 6:00, 14:00, 22:00"))
"""What of a preset fits a button."""


class ShowRota(CallbackData, prefix="rota-unit"):
    unit_id: Key


class SetRota(CallbackData, prefix="rota-set"):
    """The shifts and their order are to be set anew."""

    unit_id: Key


class PickShifts(CallbackData, prefix="rota-shifts"):
    preset: Annotated[int, Field(ge=0, le=1)]


class PickPattern(CallbackData, prefix="rota-pattern"):
    at: Annotated[int, Field(ge=0, lt=3)]


class ConfirmRota(CallbackData, prefix="rota-ok"):
    in_groups: bool


class PlacePerson(CallbackData, prefix="rota-place"):
    """One person's order begins otherwise."""

    unit_id: Key


class EndRota(CallbackData, prefix="rota-end"):
    unit_id: Key
    sure: bool = False


Days = Sequence[tuple[date, Mapping[str, Sequence[str]]]]
"""Day by day the names on each shift; those who rest under the empty name."""


def shift_line(shift: Shift, t: Texts) -> str:
    hours = {"name": shift.name, "begins": f"{shift.begins:%H:%M}", "ends": f"{shift.ends:%H:%M}"}
    if shift.is_over_midnight:
        return t("{name} {begins}–{ends} (next day)", **hours)
    return t("{name} {begins}–{ends}", **hours)


def none_yet(unit_id: int, unit: str, t: Texts) -> Screen:
    return Screen(
        title=t("Rota of {unit}", unit=unit),
        text=t("The unit does not work in shifts: the calendar of workdays holds."),
        buttons=((Button(t("Set a rota"), SetRota(unit_id=unit_id)),),),
    )


def rota_screen(
    unit_id: int,
    unit: str,
    shifts: Sequence[Shift],
    pattern: Sequence[str],
    days: Days,
    t: Texts,
) -> Screen:
    lines = [*(shift_line(shift, t) for shift in shifts), _order(pattern, t)]
    for day, names in days:
        lines += ["", t.day(day), *_who(names, t)]
    buttons = [
        Button(t("Set anew"), SetRota(unit_id=unit_id)),
        Button(t("Move one person"), PlacePerson(unit_id=unit_id)),
        Button(t("End the rota"), EndRota(unit_id=unit_id)),
    ]
    return Screen(
        title=t("Rota of {unit}", unit=unit), text="\n".join(lines), buttons=column(buttons)
    )


def ends_today(screen: Screen, unit_id: int, after: date, t: Texts) -> Screen:
    said = t("It is ended: from {day} on the calendar of workdays holds again.", day=t.day(after))
    again: Row = (Button(t("Set anew"), SetRota(unit_id=unit_id)),)
    return replace(screen, text=f"{said}\n\n{screen.text}", buttons=(again,))


def _order(pattern: Sequence[str], t: Texts) -> str:
    return t("Order: {order}", order=pattern_text(pattern, t))


def pattern_text(pattern: Sequence[str], t: Texts) -> str:
    return " ".join(name or t("off") for name in pattern)


def _who(names: Mapping[str, Sequence[str]], t: Texts) -> list[str]:
    lines = []
    for shift, people in names.items():
        name = shift or word(Attendance.REST, t)
        if people:
            shown = first_of(people, SHOWN, t)
            lines.append(t("{kind} ({n}): {names}", kind=name, n=len(people), names=shown))
        elif shift:
            lines.append(t("{kind}: nobody", kind=name))
    return lines


def ask_shifts(unit: str, t: Texts) -> Screen:
    picks = [
        Button(shortened(t(label), LONGEST_LABEL), PickShifts(preset=at))
        for at, label in enumerate(_LABELS)
    ]
    example = t(PRESETS[0])
    return _question(
        unit,
        t("Which shifts are there? Press a button, or type: {example}", example=example),
        column(picks),
        t,
    )


def ask_pattern(unit: str, names: Sequence[str], t: Texts) -> Screen:
    orders = [
        pattern_text([names[at - 1] if at else "" for at in each], t)
        for each in usual_patterns(len(names))
    ]
    picks = [
        Button(shortened(order, LONGEST_LABEL), PickPattern(at=at))
        for at, order in enumerate(orders)
    ]
    asked = t(
        "In which order, with which days off, until it begins again? Press a button, or type"
        " one round: {example}",
        example=orders[0],
    )
    return _question(unit, asked, column(picks), t)


def confirm(
    unit: str, shifts: Sequence[Shift], pattern: Sequence[str], begins: date, t: Texts
) -> Screen:
    lines = [
        *(shift_line(shift, t) for shift in shifts),
        _order(pattern, t),
        t("From {day} on. The calendar of workdays then no longer holds here.", day=t.day(begins)),
        t("In groups, each begins a day later: every shift has somebody every day."),
    ]
    groups = t("In {n} groups", n=len(pattern))
    decide = [
        Button(groups, ConfirmRota(in_groups=True)),
        Button(t("All the same shift"), ConfirmRota(in_groups=False)),
    ]
    return _question(unit, "\n".join(lines), column(decide), t)


def ask_place(unit: str, shifts: Sequence[Shift], t: Texts) -> Screen:
    example = t("Zhang Wei {shift}", shift=shifts[0].name)
    asked = t(
        "Type a name and with what tomorrow begins, such as: {example} (or off)", example=example
    )
    return _question(unit, asked, (), t)


def sure_to_end(unit_id: int, unit: str, t: Texts) -> Screen:
    return _question(
        unit,
        t("From tomorrow the calendar of workdays holds again. End the rota?"),
        ((Button(t("Confirm"), EndRota(unit_id=unit_id, sure=True)),),),
        t,
    )


def _question(unit: str, text: str, rows: Sequence[Row], t: Texts) -> Screen:
    return Screen(title=t("Rota of {unit}", unit=unit), text=text, buttons=(*rows, cancel_row(t)))


@explain.register
def shifts_unclear(_error: ShiftsUnclear, t: Texts) -> Screen:
    return Screen(
        text=t("I did not understand these shifts: a name and two hours each, at most four.")
    )


@explain.register
def pattern_unclear(_error: PatternUnclear, t: Texts) -> Screen:
    return Screen(text=t("I did not understand this order: only names of the shifts, and off."))


@explain.register
def place_unclear(_error: PlaceUnclear, t: Texts) -> Screen:
    return Screen(
        text=t("I need one name of this unit and one of its shifts, with a space between.")
    )


@explain.register
def no_rota(_error: NoRota, t: Texts) -> Screen:
    return Screen(text=t("There is no rota here."), alert=True)
