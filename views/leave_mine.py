"""One's own leaves that are still to come, and ending one of them."""

from collections.abc import Sequence
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.leave import Ending, LeaveKind, LeaveState
from domain.when import Spell
from views.leave import AskLeave, ShowLeaves, facts
from views.screen import Button, Screen, column, shortened
from views.texts import N_, Texts
from views.when import said_spell
from views.words import word

SHOWN = 4
LONGEST_LABEL = 30
Key = Annotated[int, Field(ge=1, lt=2**31)]


class ShowLeave(CallbackData, prefix="lvshow"):
    leave_id: Key


class EndLeave(CallbackData, prefix="lvend"):
    """To withdraw it, to call it off, or to say that one is back."""

    leave_id: Key
    ending: Ending


_ASKS = {
    Ending.WITHDRAWN: N_("Withdraw the request"),
    Ending.CALLED_OFF: N_("Call the leave off"),
    Ending.RETURNED: N_("I am back early"),
}
_DONE = {
    Ending.WITHDRAWN: N_("The request is withdrawn"),
    Ending.CALLED_OFF: N_("The leave is called off"),
    Ending.RETURNED: N_("Noted: you are back"),
}


def mine(leaves: Sequence[tuple[int, Spell, LeaveState]], t: Texts) -> Screen:
    opens = [
        Button(
            shortened(said_spell(spell, spell.first, t), LONGEST_LABEL), ShowLeave(leave_id=key)
        )
        for key, spell, _ in leaves[:SHOWN]
    ]
    lines = [
        t("{days}: {state}", days=said_spell(spell, spell.first, t), state=word(state, t))
        for _, spell, state in leaves
    ]
    return Screen(
        title=t("My leaves"),
        text="\n".join(lines or [t("None is asked for.")]),
        buttons=column([*opens, Button(t("Ask for leave"), AskLeave())]),
    )


def one(leave_id: int, kind: LeaveKind, spell: Spell, ending: Ending, t: Texts) -> Screen:
    """Pressed once it is shown, pressed again it is done: the button says what."""
    end = Button(t(_ASKS[ending]), EndLeave(leave_id=leave_id, ending=ending))
    return Screen(
        title=t("Your leave"),
        text="\n".join([*facts(kind, spell, t), "", _what_follows(ending, t)]),
        buttons=column([end, Button(t("Back"), ShowLeaves())]),
    )


def _what_follows(ending: Ending, t: Texts) -> str:
    match ending:
        case Ending.WITHDRAWN:
            return t("Nobody has decided yet. It can still be withdrawn.")
        case Ending.CALLED_OFF:
            return t("It has not begun. Called off, you are expected on these days again.")
        case Ending.RETURNED:
            return t("If you are back at work, press below: from now on you are expected again.")


def ended(kind: LeaveKind, spell: Spell, ending: Ending, t: Texts) -> Screen:
    lines = facts(kind, spell, t)
    if ending is Ending.RETURNED:
        lines = [t("What was taken of it:"), *lines]
    lines += ["", t("Your supervisors are told. /today shows what is expected of you.")]
    return Screen(title=t(_DONE[ending]), text="\n".join(lines))
