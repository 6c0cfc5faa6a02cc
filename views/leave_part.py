"""What is optional of a request for leave: which half of a day, and a reason in a few words."""

from aiogram.filters.callback_data import CallbackData

from domain.leave import OF_ONE_DAY, OF_SEVERAL, Part
from domain.when import Spell
from views.help import cancel_row
from views.screen import Button, Screen, pairs
from views.texts import N_, Texts
from views.when import said_spell


class PickPart(CallbackData, prefix="lvpart"):
    part: Part


class SkipReason(CallbackData, prefix="lvnowhy"):
    """No reason after all."""


_ONE_DAY = {
    Part.WHOLE: N_("The whole day"),
    Part.MORNING: N_("The morning"),
    Part.AFTERNOON: N_("The afternoon"),
}
_SEVERAL = {
    Part.WHOLE: N_("Whole days"),
    Part.FROM_NOON: N_("From the first noon"),
    Part.UNTIL_NOON: N_("Until the last noon"),
    Part.BOTH: N_("From noon to noon"),
}


def ask_part(spell: Spell, t: Texts) -> Screen:
    is_one = spell.first == spell.last
    parts = OF_ONE_DAY if is_one else OF_SEVERAL
    labels = _ONE_DAY if is_one else _SEVERAL
    buttons = [Button(t(labels[part]), PickPart(part=part)) for part in parts]
    return Screen(
        title=said_spell(spell, spell.first, t),
        text=t("Which part of it? Please press a button."),
        buttons=(*pairs(buttons), cancel_row(t)),
    )


def ask_reason(t: Texts) -> Screen:
    return Screen(
        text=t(
            "Type the reason in a few words, only your supervisors see it. No illness, please."
        ),
        buttons=((Button(t("No reason"), SkipReason()), *cancel_row(t)),),
    )
