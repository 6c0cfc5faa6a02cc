"""Whom an extra roll is for, and that it has begun."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from views.help import cancel_row
from views.screen import MAX_BUTTONS, Button, Screen, column, shortened
from views.texts import Texts

LABEL = 24


class CallUnit(CallbackData, prefix="rollunit"):
    unit_id: int


def ask_unit(units: Sequence[tuple[int, str]], t: Texts) -> Screen:
    """Those that find no room are typed."""
    buttons = [
        Button(shortened(name, LABEL), CallUnit(unit_id=unit_id))
        for unit_id, name in units[: MAX_BUTTONS - 1]
    ]
    return Screen(
        title=t("Extra roll call"),
        text=t(
            "Which unit is to be called? Press it, or type its name; its people are asked at once."
        ),
        buttons=(*column(buttons), cancel_row(t)),
    )


def opened(unit: str, asked: int, t: Texts) -> Screen:
    return Screen(
        text=t.plural(
            "Extra roll call opened in {unit}: {n} person is asked. The list comes in 30 minutes.",
            "Extra roll call opened in {unit}: {n} people are asked."
            " The list comes in 30 minutes.",
            asked,
            unit=unit,
        )
    )
