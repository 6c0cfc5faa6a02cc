"""One's own shifts, the wishes to swap that wait, and taking one of them back."""

from collections.abc import Sequence
from dataclasses import replace

from aiogram.filters.callback_data import CallbackData

from domain.roll_call import Attendance
from domain.rota import Shift
from domain.shift_swap import Swap, SwapState
from views.rota import Key, shift_line
from views.screen import Button, Row, Screen, column
from views.shift_swap import AskSwap, MyDays, ShowMyDays, about
from views.texts import N_, Texts
from views.words import word

SHOWN = 4


class WithdrawSwap(CallbackData, prefix="swap-undo"):
    swap_id: Key


_WAITS = {
    SwapState.ASKED: N_("You asked {name} to swap, who has not answered yet."),
    SwapState.AGREED: N_("{name} agreed to swap; the supervisor has not decided yet."),
}

Wishes = Sequence[tuple[Swap, SwapState]]


def with_ones_own(unit: Screen, t: Texts) -> Screen:
    """The unit's rota, for a supervisor who works in shifts as well."""
    return replace(unit, buttons=(*unit.buttons, (Button(t("My shifts"), ShowMyDays()),)))


def my_days(days: MyDays, wishes: Wishes, t: Texts) -> Screen:
    if not days:
        return Screen(text=t("Your unit does not work in shifts."))
    lines = [f"{t.day(day)} {_said(shift, t)}" for day, shift in days]
    for swap, state in wishes:
        waits = t(_WAITS[state], name=swap.second)
        lines += ["", t("{day}: {text}", day=t.day(swap.day), text=waits)]
    ask = [Button(t("Swap a shift"), AskSwap())] if len(days) > 1 else []
    undo = [_withdraw(swap, t, day=t.day(swap.day)) for swap, _ in wishes[:SHOWN]]
    return Screen(
        title=t("My shifts"),
        text="\n".join(lines),
        buttons=column([*ask, *undo]),
    )


def _said(shift: Shift | None, t: Texts) -> str:
    return shift_line(shift, t) if shift else word(Attendance.REST, t)


def _withdraw(swap: Swap, t: Texts, *, day: str = "") -> Button:
    label = t("Withdraw: {day}", day=day) if day else t("Withdraw")
    return Button(label, WithdrawSwap(swap_id=swap.swap_id))


def sent(swap: Swap, t: Texts) -> Screen:
    said = t("{name} is asked first, then your supervisor.", name=swap.second)
    row: Row = (_withdraw(swap, t),)
    return Screen(title=t("Swap a shift"), text=f"{about(swap, t)}\n\n{said}", buttons=(row,))


def withdrawn(swap: Swap, t: Texts) -> Screen:
    said = t("{name} is told. The shifts stay as they were.", name=swap.second)
    return Screen(title=t("The swap is withdrawn"), text=f"{about(swap, t)}\n\n{said}")
