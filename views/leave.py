"""Asking for leave, and what those who decide see of it."""

from collections.abc import Sequence
from datetime import date, timedelta

from aiogram.filters.callback_data import CallbackData

from domain.leave import (
    MAX_DAYS,
    LeaveAsked,
    LeaveDaysUnclear,
    LeaveDecided,
    LeaveDecidedAlready,
    LeaveInPast,
    LeaveKind,
    LeaveOverlaps,
    LeaveState,
    LeaveTooLong,
    OwnLeave,
)
from views.help import cancel_row
from views.screen import Button, Row, Screen, explain, pairs, render
from views.texts import N_, Texts
from views.words import word


class AskLeave(CallbackData, prefix="leave"):
    """Starts a request for leave from under a roll call, or anywhere else."""


class PickLeaveKind(CallbackData, prefix="lvkind"):
    kind: LeaveKind


class PickLastDay(CallbackData, prefix="lvlast"):
    """`day` is the proleptic ordinal of the last day of leave."""

    day: int


class StartTomorrow(CallbackData, prefix="lvnext"):
    """The leave begins a day later than asked so far."""


class SendLeave(CallbackData, prefix="lvsend"):
    """The request is right: send it."""


class ChangeLeave(CallbackData, prefix="lvedit"):
    """Back to the first question."""


class DecideLeave(CallbackData, prefix="lvdec"):
    leave_id: int
    approve: bool


_KINDS = (
    (LeaveKind.PERSONAL, N_("Personal leave")),
    (LeaveKind.SICK, N_("Sick leave")),
    (LeaveKind.ANNUAL, N_("Annual leave")),
    (LeaveKind.OTHER, N_("Other")),
)
_NEAR = (N_("Today"), N_("Tomorrow"), N_("The day after tomorrow"))
_THIS_WEEK = (
    N_("This Monday"),
    N_("This Tuesday"),
    N_("This Wednesday"),
    N_("This Thursday"),
    N_("This Friday"),
    N_("This Saturday"),
    N_("This Sunday"),
)


def ask_kind(t: Texts, *, anew: bool = False) -> Screen:
    buttons = (Button(t(label), PickLeaveKind(kind=kind)) for kind, label in _KINDS)
    return Screen(
        text=t("Which kind of leave? Please press one of the buttons."),
        buttons=(*pairs(buttons), cancel_row(t)),
        anew=anew,
    )


def ask_days(days: Sequence[date], today: date, t: Texts) -> Screen:
    buttons = (Button(_day_label(day, today, t), PickLastDay(day=day.toordinal())) for day in days)
    return Screen(
        text=t(
            "Leave from today: until which day, that day included? Press a button, or type a day"
            " or a period, such as {example}.",
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


def confirm(kind: LeaveKind, first: date, last: date, *, today: date, t: Texts) -> Screen:
    rows: list[Row] = [(Button(t("Confirm"), SendLeave()), Button(t("Change"), ChangeLeave()))]
    if first == today < last:
        rows.append((Button(t("Only from tomorrow"), StartTomorrow()),))
    return Screen(
        title=t("Please check your request for leave"),
        text="\n".join([*_facts(kind, first, last, t), "", t("Confirm sends it for approval.")]),
        buttons=(*rows, cancel_row(t)),
    )


def _facts(kind: LeaveKind, first: date, last: date, t: Texts) -> list[str]:
    count = (last - first).days + 1
    length = t.plural("{n} day", "{n} days", count)
    return [
        t("Kind: {kind}", kind=word(kind, t)),
        t("Days: {days} ({length})", days=t.days(first, last), length=length),
    ]


def waiting(kind: LeaveKind, first: date, last: date, *, told: int, t: Texts) -> Screen:
    if told:
        said = t("It waits for approval; you will be told. Until then the roll still asks you.")
    else:
        said = t(
            "It is noted, but none of your supervisors uses Muster yet:"
            " please tell your station yourself."
        )
    lines = [*_facts(kind, first, last, t), "", said]
    return Screen(title=t("Your request for leave is noted"), text="\n".join(lines))


@render.register
def asked(notice: LeaveAsked, t: Texts) -> Screen:
    approve, decline = (
        DecideLeave(leave_id=notice.leave_id, approve=approve) for approve in (True, False)
    )
    return Screen(
        title=t("{name} asks for leave", name=notice.name),
        text="\n".join([notice.unit, *_facts(notice.kind, notice.first, notice.last, t)]),
        buttons=((Button(t("Approve"), approve), Button(t("Decline"), decline)),),
    )


def decided(name: str, notice: LeaveDecided, t: Texts) -> Screen:
    return Screen(
        title=t("{name}'s leave: {state}", name=name, state=word(notice.state, t)),
        text="\n".join(
            [
                *_facts(notice.kind, notice.first, notice.last, t),
                "",
                t("{name} is told.", name=name),
            ]
        ),
    )


@render.register
def told(notice: LeaveDecided, t: Texts) -> Screen:
    facts = _facts(notice.kind, notice.first, notice.last, t)
    if notice.state is LeaveState.APPROVED:
        title = t("Your leave is approved")
        said = t("{by} approved it. While it lasts, no roll call asks you.", by=notice.by)
    else:
        title = t("Your leave is not approved")
        said = t(
            "{by} declined it. The roll still expects you; please speak with {by} if you"
            " have questions.",
            by=notice.by,
        )
    return Screen(title=title, text="\n".join([*facts, "", said]))


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
            days=t.days(error.first, error.last),
            state=word(error.state, t),
        ),
        alert=True,
    )


@explain.register
def own_leave(_error: OwnLeave, t: Texts) -> Screen:
    return Screen(text=t("Nobody decides about their own leave."), alert=True)


@explain.register
def decided_already(error: LeaveDecidedAlready, t: Texts) -> Screen:
    return Screen(
        text=t(
            "{by} has decided already: {state}. Nothing has changed.",
            by=error.by,
            state=word(error.state, t),
        ),
        alert=True,
        ends=True,
    )
