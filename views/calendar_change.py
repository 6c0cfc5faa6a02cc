"""Changing one day of a unit's calendar, with its reason."""

from datetime import date, timedelta

from aiogram.filters.callback_data import CallbackData

from domain.calendar import DayBegun, DayPast, DayShown, DayUnknown
from views.calendar import NAMES
from views.help import cancel_row
from views.screen import Button, Row, Screen, explain, pairs
from views.texts import N_, Texts
from views.when import DayNumber, is_right, said_day

_NEAR = (N_("Today"), N_("Tomorrow"), N_("The day after tomorrow"))


class PickDay(CallbackData, prefix="cal-pick"):
    day: DayNumber


class RestoreDay(CallbackData, prefix="cal-restore"):
    """The unit's own change is taken back."""


class ConfirmDay(CallbackData, prefix="cal-ok"):
    """Do it, for the reason given."""


class OtherDay(CallbackData, prefix="cal-other"):
    """Another day is meant."""


def ask_day(unit: str, today: date, t: Texts, *, hint: str = "") -> Screen:
    days = [(label, today + timedelta(days=ahead)) for ahead, label in enumerate(_NEAR)]
    buttons = (Button(t(label), PickDay(day=day.toordinal())) for label, day in days)
    asked = t("Which day? Press a button, or type it, such as next Saturday.")
    return Screen(
        title=t("{unit}: change a day", unit=unit),
        text="\n".join([*([hint] if hint else []), asked]),
        buttons=(*pairs(buttons), cancel_row(t)),
    )


def no_day(t: Texts) -> str:
    return t("I did not understand which day that is.")


def ask_reason(unit: str, day: DayShown, today: date, t: Texts) -> Screen:
    when = is_right(said_day(day.day, today, t), t)
    restore = [Button(t("As it was"), RestoreDay())] if day.is_own else []
    return Screen(
        title=t("{unit}: change a day", unit=unit),
        text="\n".join([when, _change(day, t), t("If so, type the reason in a few words.")]),
        buttons=((*restore, Button(t("Another day"), OtherDay())), cancel_row(t)),
    )


def _change(day: DayShown, t: Texts) -> str:
    now = t(NAMES[day.kind])
    if day.is_worked:
        return t("Now: {kind}. It becomes free.", kind=now)
    return t("Now: {kind}. It becomes a workday.", kind=now)


def confirm(unit: str, day: DayShown, reason: str, today: date, t: Texts) -> Screen:
    rows: list[Row] = [(Button(t("Confirm"), ConfirmDay()), Button(t("Change"), OtherDay()))]
    lines = [
        is_right(said_day(day.day, today, t), t),
        _change(day, t),
        t("Reason: {reason}", reason=reason),
        t("It holds for the units below too, unless they have changed the day themselves."),
    ]
    return Screen(
        title=t("{unit}: change a day", unit=unit),
        text="\n".join(lines),
        buttons=(*rows, cancel_row(t)),
    )


def changed(day: DayShown, t: Texts) -> str:
    return t("{day} is now: {kind}.", day=t.day(day.day), kind=t(NAMES[day.kind]))


@explain.register
def day_past(_error: DayPast, t: Texts) -> Screen:
    return Screen(text=t("This day is over. Only days to come can be changed."))


@explain.register
def day_begun(_error: DayBegun, t: Texts) -> Screen:
    return Screen(
        text=t("Today's roll call hour has passed. Choose a later day; /rollcall calls one now.")
    )


@explain.register
def day_unknown(_error: DayUnknown, t: Texts) -> Screen:
    return Screen(
        text=t("The workdays of that year are not confirmed yet, so nothing can be changed.")
    )
