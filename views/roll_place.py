"""Asking where somebody is after they answered the roll, and what was kept of it."""

from aiogram.filters.callback_data import CallbackData

from domain.fence import NoPlaceAsked, Where
from views.screen import Button, Screen, explain
from views.texts import N_, Texts

_SAID = {
    Where.INSIDE: N_("Your place is noted: within your unit's bounds."),
    Where.OUTSIDE: N_("Your place is noted: outside your unit's bounds. This is marked."),
    Where.LOCATED: N_("Your place is noted."),
    Where.NAMED: N_("Your place is noted as you wrote it."),
}


class GivePlace(CallbackData, prefix="rollplace"):
    roll_call_id: int


def place_button(roll_call_id: int, t: Texts) -> Button:
    return Button(t("Say where I am"), GivePlace(roll_call_id=roll_call_id))


def ask_place(t: Texts) -> Screen:
    return Screen(
        text=t(
            "Where are you? Press the button below the keyboard, or type the place. Coordinates"
            " are only compared with your unit's bounds and not kept. /cancel leaves it."
        ),
        asks_location=t("📍 Send my location"),
        anew=True,
    )


def place_noted(where: Where, t: Texts) -> Screen:
    return Screen(text=said(where, t), forgets_keyboard=True, anew=True)


def said(where: Where, t: Texts) -> str:
    return t(_SAID[where])


@explain.register
def no_place_asked(_error: NoPlaceAsked, t: Texts) -> Screen:
    text = t("Nobody asks for your place now, or you have given it already.")
    return Screen(text=text, alert=True, forgets_keyboard=True)
