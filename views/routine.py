"""Routine tasks: how often, until when, the list of what recurs, and stopping it."""

from collections.abc import Sequence
from datetime import date

from aiogram.filters.callback_data import CallbackData

from domain.routine import (
    NeverFalls,
    PlannedRoutine,
    QuickEnd,
    Rhythm,
    RoutineEnded,
    RoutineOver,
    RoutineStopped,
    SpecialDays,
    quick_end,
)
from domain.when import Every, Recurrence
from views.commands import OpenCommand
from views.help import cancel_row
from views.paging import page_buttons, page_of
from views.screen import Button, Screen, column, explain, pairs, render, shortened
from views.texts import Texts
from views.when import is_right, said_recurrence, said_time

_LABEL = 24
_CHOICES = 4


class AskHowOften(CallbackData, prefix="dagain"):
    """The task comes again and again."""


class ChooseEvery(CallbackData, prefix="devery"):
    """Of weeks and months, the day that it is today."""

    every: Every


class ChooseUntil(CallbackData, prefix="duntil"):
    until: QuickEnd


class ChooseSpecial(CallbackData, prefix="dspecial"):
    """Only in the unit's special period."""


class ListRoutines(CallbackData, prefix="rlist"):
    page: int = 0


class OpenRoutine(CallbackData, prefix="ropen"):
    routine_id: int


class StopRoutine(CallbackData, prefix="rstop"):
    routine_id: int


def today_every(every: Every, today: date) -> Recurrence:
    match every:
        case Every.DAY | Every.WORKDAY:
            return Recurrence(every)
        case Every.WEEK:
            return Recurrence(every, (today.weekday(),))
        case Every.MONTH:
            return Recurrence(every, (today.day,))


def ask_how_often(today: date, t: Texts) -> Screen:
    kinds = (Every.WORKDAY, Every.DAY, Every.WEEK, Every.MONTH)
    quick = [
        Button(said_recurrence(today_every(every, today), t), ChooseEvery(every=every))
        for every in kinds
    ]
    return Screen(
        title=t("How often?"),
        text="\n".join(
            [
                t("Choose, or type it, for example: every Friday 15:00"),
                t("Only for some days: 1 December to 10 December every day"),
            ]
        ),
        buttons=(*pairs(quick), cancel_row(t)),
    )


def ask_until(rhythm: Rhythm, today: date, special: SpecialDays | None, t: Texts) -> Screen:
    ends = {choice: quick_end(choice, today=today) for choice in QuickEnd}
    quick = [
        Button(
            t("Until {day}", day=t.plain_day(last)) if last else t("Until I stop it"),
            ChooseUntil(until=choice),
        )
        for choice, last in ends.items()
    ]
    if special:
        label = t("Special period: {name}", name=shortened(special.name, _LABEL))
        quick.append(Button(label, ChooseSpecial()))
    return Screen(
        title=t("Until when?"),
        text="\n".join(
            [
                is_right(said_rhythm(rhythm, t), t),
                t("Choose, or type the last day, for example: 31 December"),
            ]
        ),
        buttons=(*column(quick), cancel_row(t)),
    )


def said_rhythm(rhythm: Rhythm, t: Texts) -> str:
    often = said_recurrence(rhythm.again, t)
    if rhythm.at:
        often = t("{often} by {time}", often=often, time=said_time(rhythm.at, t))
    if rhythm.last:
        return t("{often}, until {day}", often=often, day=t.day(rhythm.last))
    return often


def said_first(rhythm: Rhythm, first: date, t: Texts) -> str:
    return t("{rhythm}; first on {day}", rhythm=said_rhythm(rhythm, t), day=t.day(first))


def kept(routine: PlannedRoutine, first: date, told: int, t: Texts) -> Screen:
    lines = [
        routine.title,
        said_first(routine.rhythm, first, t),
        t("It stands on the morning's list of those days by itself."),
    ]
    if told:
        lines.append(
            t.plural("Handed out today to {n} person.", "Handed out today to {n} people.", told)
        )
    stop = Button(t("What recurs"), ListRoutines())
    return Screen(title=t("It comes again now"), text="\n".join(lines), buttons=((stop,),))


def routine_list(routines: Sequence[PlannedRoutine], page: int, t: Texts) -> Screen:
    if not routines:
        return Screen(
            text=t(
                "Nothing recurs yet. Hand out a task, and press “Again and again” when you"
                " are asked when it is due."
            ),
            buttons=((Button(t("Hand out a task"), OpenCommand(name="dispatch")),),),
        )
    shown, page, pages = page_of(routines, page, size=_CHOICES)
    first = page * _CHOICES + 1
    lines = [
        f"{number}. {each.title}\n    {said_rhythm(each.rhythm, t)} · {each.by}"
        for number, each in enumerate(shown, start=first)
    ]
    buttons = (
        Button(
            f"{number}. {shortened(each.title, _LABEL)}",
            OpenRoutine(routine_id=each.routine_id),
        )
        for number, each in enumerate(shown, start=first)
    )
    turns = page_buttons(page, pages=pages, turn=lambda to: ListRoutines(page=to), t=t)
    return Screen(
        title=t.plural("{n} task recurs", "{n} tasks recur", len(routines)),
        text="\n".join(lines),
        buttons=(*column(buttons), *turns),
    )


def routine_card(routine: PlannedRoutine, whom: str, t: Texts) -> Screen:
    lines = [
        routine.title,
        said_rhythm(routine.rhythm, t),
        t("For: {whom}", whom=whom) if whom else t("Nobody is there to have it today."),
        t("From: {name}", name=routine.by),
    ]
    stop = Button(t("Stop it"), StopRoutine(routine_id=routine.routine_id))
    return Screen(
        title=t("Task that recurs"),
        text="\n".join(lines),
        buttons=((stop, Button(t("Back"), ListRoutines())),),
    )


def stopped(routine: PlannedRoutine, t: Texts) -> Screen:
    return Screen(
        title=t("It recurs no more"),
        text="\n".join([routine.title, t("What was handed out before stays as it is.")]),
        buttons=((Button(t("Back"), ListRoutines()),),),
    )


@render.register
def routine_stopped(notice: RoutineStopped, t: Texts) -> Screen:
    return Screen(
        title=t("It recurs no more"),
        text="\n".join([notice.title, t("{name} has stopped it.", name=notice.by)]),
    )


@render.register
def routine_ended(notice: RoutineEnded, t: Texts) -> Screen:
    said = t(
        "{name} had set it. It has ended: those it was for are not in their charge any more."
        " If it is still needed, set it anew with /dispatch.",
        name=notice.by,
    )
    return Screen(title=t("It recurs no more"), text=f"{notice.title}\n{said}")


@explain.register
def never_falls(_error: NeverFalls, t: Texts) -> Screen:
    return Screen(text=t("On none of these days would the task come. Choose others."), alert=True)


@explain.register
def routine_over(_error: RoutineOver, t: Texts) -> Screen:
    return Screen(
        text=t("This task recurs no more. /dispatch shows what does."), alert=True, ends=True
    )
