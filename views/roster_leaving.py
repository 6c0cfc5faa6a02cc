"""Ending the service of those whom a file leaves out: who, why, from which day, and all of it."""

from datetime import date

from aiogram.filters.callback_data import CallbackData

from domain.roster_leaving import Named
from domain.transfer import WhyLeft
from views.help import cancel_row
from views.screen import Button, Screen
from views.texts import Texts
from views.transfer import day_buttons, reason_buttons
from views.when import DayNumber
from views.words import retold


class LeavingFor(CallbackData, prefix="rlwhy"):
    reason: WhyLeft


class LeavingFrom(CallbackData, prefix="rlday"):
    day: DayNumber


class ConfirmLeaving(CallbackData, prefix="rlyes"):
    """The file is written, and these people leave with it."""


def ask_reason(named: Named, t: Texts) -> Screen:
    return Screen(
        title=_title(named, t),
        text="\n".join(
            [
                *_people(named, t),
                "",
                t("Why does their service end? Press one, or write a few words."),
            ]
        ),
        buttons=reason_buttons(lambda reason: LeavingFor(reason=reason), t),
        anew=True,
    )


def ask_day(named: Named, today: date, t: Texts) -> Screen:
    return Screen(
        title=_title(named, t),
        text=t(
            "From which day no longer in service? Press one, or type a day, such as {example}.",
            example=t("25 November"),
        ),
        buttons=day_buttons(lambda day: LeavingFrom(day=day), today, t),
    )


def confirm(named: Named, reason: str, day: date, t: Texts) -> Screen:
    return Screen(
        title=_title(named, t),
        text="\n".join(
            [
                *_people(named, t),
                t("From: {day}", day=t.day(day)),
                t("Why: {reason}", reason=retold(reason, t)),
                "",
                t("Confirm writes the file and ends the service of these people."),
            ]
        ),
        buttons=((Button(t("Confirm"), ConfirmLeaving()), *cancel_row(t)),),
    )


def _title(named: Named, t: Texts) -> str:
    return t.plural(
        "{n} person would leave the service",
        "{n} people would leave the service",
        sum(len(names) for _, names in named),
    )


def _people(named: Named, t: Texts) -> list[str]:
    return [t("{unit}: {names}", unit=unit, names=t.listed(names)) for unit, names in named]
