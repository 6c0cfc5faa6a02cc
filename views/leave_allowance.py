"""What a unit allows of each kind of leave, and what is left of it."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.leave import LeaveKind
from domain.leave_allowance import MOST_DAYS, AllowanceUnclear, Balance
from views.help import cancel_row
from views.screen import Button, Screen, explain, pairs
from views.texts import Texts
from views.words import word

Key = Annotated[int, Field(ge=1, lt=2**31)]
USUAL = (5, 10, 15)


class ShowAllowances(CallbackData, prefix="lvallow"):
    """What this unit allows in a year."""

    unit_id: Key


class AskAllowance(CallbackData, prefix="lvallow-ask"):
    unit_id: Key
    kind: LeaveKind


class PickAllowance(CallbackData, prefix="lvallow-pick"):
    days: Annotated[int, Field(ge=0, le=MOST_DAYS)]


class DropAllowance(CallbackData, prefix="lvallow-drop"):
    """The unit sets nothing of its own any more."""


def said_balance(balance: Balance, t: Texts) -> str:
    said = {
        "year": balance.year,
        "kind": word(balance.kind, t),
        "allowed": _days(balance.allowed),
        "taken": _days(balance.taken),
        "wanted": _days(balance.wanted),
    }
    if balance.left < 0:
        return t(
            "{year}, {kind}: {allowed} days allowed, {taken} taken,"
            " {wanted} now: {over} too many.",
            **said,
            over=_days(-balance.left),
        )
    return t(
        "{year}, {kind}: {allowed} days allowed, {taken} taken, {wanted} now, {left} left.",
        **said,
        left=_days(balance.left),
    )


def _days(halves: int) -> str:
    return f"{halves / 2:g}"


def allowances(
    unit_id: int, unit: str, allowed: Mapping[LeaveKind, tuple[int, str]], t: Texts
) -> Screen:
    """`allowed` has the days and the unit that has set them."""
    asks = [
        Button(word(kind, t).capitalize(), AskAllowance(unit_id=unit_id, kind=kind))
        for kind in LeaveKind
    ]
    lines = [_line(kind, allowed.get(kind), t) for kind in LeaveKind]
    hint = t("Workdays are counted. More may be asked for: you decide. Press what shall change.")
    return Screen(
        title=t("Leave allowed in a year: {unit}", unit=unit),
        text="\n".join([*lines, "", hint]),
        buttons=pairs(asks),
    )


def _line(kind: LeaveKind, allowed: tuple[int, str] | None, t: Texts) -> str:
    name = word(kind, t).capitalize()
    if allowed is None:
        return t("{kind}: nothing set", kind=name)
    days, unit = allowed
    return t.plural(
        "{kind}: {n} day ({unit})", "{kind}: {n} days ({unit})", days, kind=name, unit=unit
    )


def ask_allowance(unit: str, kind: LeaveKind, t: Texts, *, is_own: bool) -> Screen:
    picks: Sequence[Button] = [
        Button(t.plural("{n} day", "{n} days", days), PickAllowance(days=days)) for days in USUAL
    ]
    drop = (Button(t("Nothing set"), DropAllowance()),) if is_own else ()
    return Screen(
        title=t("{unit}: {kind}", unit=unit, kind=word(kind, t)),
        text=t("How many days a year? Press a button, or type a number."),
        buttons=(tuple(picks), (*drop, *cancel_row(t))),
    )


@explain.register
def allowance_unclear(_error: AllowanceUnclear, t: Texts) -> Screen:
    return Screen(text=t("Please type a number of days from 0 to {n}.", n=MOST_DAYS))
