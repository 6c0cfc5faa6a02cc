"""The question which of several units a command is about."""

from collections.abc import Callable, Sequence

from aiogram.filters.callback_data import CallbackData

from views.screen import Button, Screen, column, shortened
from views.texts import Texts

_LABEL = 40


def which_unit(
    command: str, units: Sequence[tuple[int, str]], press: Callable[[int], CallbackData], t: Texts
) -> Screen:
    """`units` are a keyboard's worth of them; any is known by its name."""
    return Screen(
        title=t("Which of your units?"),
        text=t("Press one, or send /{command} with a unit's name.", command=command),
        buttons=column(Button(shortened(name, _LABEL), press(unit_id)) for unit_id, name in units),
    )
