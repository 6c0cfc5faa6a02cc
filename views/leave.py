"""Asking for leave: its kind, its days, what is optional, and the page that is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from aiogram.filters.callback_data import CallbackData

from domain.leave import (
    MAX_DAYS,
    LeaveDaysUnclear,
    LeaveInPast,
    LeaveKind,
    LeaveOverlaps,
    LeaveTooLong,
)
from domain.leave_allowance import Balance
from domain.when import Spell
from views.help import cancel_row
from views.leave_allowance import said_balance
from views.screen import Button, Row, Screen, explain, pairs
from views.texts import N_, Texts
from views.when import DayNumber, is_right, said_spell
from views.words import word


class ShowLeaves(CallbackData, prefix="lvmine"):
    """The leaves that are still to come."""


class AskLeave(CallbackData, prefix="leave"):
    """Starts a request for leave from under a roll call, or anywhere else."""


class PickLeaveKind(CallbackData, prefix="lvkind"):
    kind: LeaveKind


class PickLastDay(CallbackData, prefix="lvlast"):
    day: DayNumber


class StartTomorrow(CallbackData, prefix="lvnext"):
    """The leave begins a day later than asked so far."""


class SendLeave(CallbackData, prefix="lvsend"):
    """The request is right: send it."""


class ChangeLeave(CallbackData, prefix="lvedit"):
    """Back to the first question."""


class AskPart(CallbackData, prefix="lvhalf"):
    """Only a half of a day is meant."""


class AskReason(CallbackData, prefix="lvwhy"):
    """A reason is to go with it."""


_KINDS = (
    (LeaveKind.PERSONAL, N_("Personal leave")),
    (LeaveKind.SICK, N_("Sick leave")),
    (LeaveKind.ANNUAL, N_("Annual leave")),
    (LeaveKind.OTHER, N_("Other")),
)
_NEAR = (N_("Today only"), N_("Until tomorrow"), N_("Until the day after"))
_THIS_WEEK = (
    N_("Until Monday"),
    N_("Until Tuesday"),
    N_("Until Wednesday"),
    N_("Until Thursday"),
    N_("Until Friday"),
    N_("Until Saturday"),
    N_("Until Sunday"),
)


def not_an_auxiliary(t: Texts) -> Screen:
    return Screen(
        text=t(
            "Leave is asked for by auxiliaries. /leave alone shows who of your units is away and"
            " what waits for you."
        )
    )


def ask_kind(t: Texts, *, has_leaves: bool = False, anew: bool = False) -> Screen:
    buttons = (Button(t(label), PickLeaveKind(kind=kind)) for kind, label in _KINDS)
    mine = my_leaves(t) if has_leaves else ()
    return Screen(
        text=t("Which kind of leave? Please press one of the buttons."),
        buttons=(*pairs(buttons), (*mine, *cancel_row(t))),
        anew=anew,
    )


def ask_days(days: Sequence[date], today: date, t: Texts) -> Screen:
    buttons = (Button(_day_label(day, today, t), PickLastDay(day=day.toordinal())) for day in days)
    return Screen(
        text=t(
            "Leave from today: until which day, that day included? Press a button, or type a day"
            " or a period, such as {example}; half days too.",
            example=typed_days(today + timedelta(days=7), today + timedelta(days=9), t),
        ),
        buttons=(*pairs(buttons), cancel_row(t)),
    )


def typed_days(first: date, last: date, t: Texts) -> str:
    """As people type a period, and as it is understood."""
    return t("{first} to {last}", first=t.plain_day(first), last=t.plain_day(last))


def _day_label(day: date, today: date, t: Texts) -> str:
    ahead = (day - today).days
    return t(_NEAR[ahead] if ahead < len(_NEAR) else _THIS_WEEK[day.weekday()])


@dataclass(frozen=True, kw_only=True)
class Draft:
    """`balance` says what the unit allows of this kind, where it has said so."""

    kind: LeaveKind
    spell: Spell
    reason: str = ""
    balance: Balance | None = None


def confirm(draft: Draft, *, today: date, t: Texts) -> Screen:
    spell = draft.spell
    rows: list[Row] = [(Button(t("Confirm"), SendLeave()), Button(t("Change"), ChangeLeave()))]
    more = [Button(t("Half a day"), AskPart())]
    if draft.kind is not LeaveKind.SICK:
        more.append(Button(t("Add a reason"), AskReason()))
    rows.append(tuple(more))
    if spell.first == today < spell.last:
        rows.append((Button(t("Only from tomorrow"), StartTomorrow()),))
    days, taken = said_spell(spell, today, t), length(spell.halves, t)
    when = is_right(t("{days} ({length})", days=days, length=taken), t)
    lines = [*facts(draft.kind, spell, t, reason=draft.reason)[1:], when]
    return Screen(
        title=t("Please check your request for leave"),
        text="\n".join([*lines, *_balance(draft, t), "", t("Confirm sends it for approval.")]),
        buttons=(*rows, cancel_row(t)),
    )


def facts(kind: LeaveKind, spell: Spell, t: Texts, *, reason: str = "") -> list[str]:
    days = said_spell(spell, spell.first, t)
    return [
        t("Days: {days} ({length})", days=days, length=length(spell.halves, t)),
        t("Kind: {kind}", kind=word(kind, t)),
        *([t("Reason: {reason}", reason=reason)] if reason else []),
    ]


def length(halves: int, t: Texts) -> str:
    whole, half = divmod(halves, 2)
    if not half:
        return t.plural("{n} day", "{n} days", whole)
    return t("{n} and a half days", n=whole) if whole else t("half a day")


def _balance(draft: Draft, t: Texts) -> list[str]:
    return [said_balance(draft.balance, t)] if draft.balance else []


def waiting(kind: LeaveKind, spell: Spell, *, told: int, t: Texts) -> Screen:
    if told:
        said = t("It waits for approval; you will be told. Until then the roll still asks you.")
    else:
        said = t(
            "It is noted, but none of your supervisors uses Muster yet:"
            " please tell your station yourself."
        )
    lines = [*facts(kind, spell, t), "", said, t("The button below shows and withdraws it.")]
    return Screen(
        title=t("Your request for leave is noted"), text="\n".join(lines), buttons=(my_leaves(t),)
    )


def my_leaves(t: Texts) -> Row:
    return (Button(t("My leaves"), ShowLeaves()),)


@explain.register
def days_unclear(_error: LeaveDaysUnclear, t: Texts) -> Screen:
    return Screen(
        text=t(
            "I did not understand these days. Examples: /leave tomorrow,"
            " /leave 2026-12-01 to 2026-12-03. Or send /leave alone and use the buttons."
        )
    )


@explain.register
def in_past(_error: LeaveInPast, t: Texts) -> Screen:
    return Screen(
        text=t("Leave is asked for from today on, and the last day is not before the first."),
        alert=True,
    )


@explain.register
def too_many_days(_error: LeaveTooLong, t: Texts) -> Screen:
    return Screen(
        text=t("One request covers at most {n} days. Please give a shorter period.", n=MAX_DAYS),
        alert=True,
    )


@explain.register
def overlaps(error: LeaveOverlaps, t: Texts) -> Screen:
    return Screen(
        text=t(
            "For {days} you have asked for leave already ({state}). Please give other days.",
            days=said_spell(error.spell, error.spell.first, t),
            state=word(error.state, t),
        ),
        alert=True,
    )
