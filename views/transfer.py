"""Changing something for a person: the questions, the page to confirm, what they hear."""

from collections.abc import Callable, Sequence
from datetime import date

from aiogram.filters.callback_data import CallbackData

from domain.transfer import (
    Change,
    ChangedMeanwhile,
    DayOutOfRange,
    NothingChanges,
    NotOverThem,
    Proposal,
    ServiceEnded,
    Transferred,
    WhyLeft,
    days_offered,
)
from views.help import cancel_row
from views.names import some_of
from views.paging import choices
from views.person_card import change_said
from views.screen import Button, Menu, Row, Screen, column, explain, pairs, render, shortened
from views.texts import N_, Texts
from views.when import DayNumber
from views.words import retold, word

TASKS_SHOWN = 5
_LABEL = 40


class PickPlace(CallbackData, prefix="pplace"):
    unit_id: int


class TurnPlaces(CallbackData, prefix="pplaces"):
    page: int


class PickPost(CallbackData, prefix="ppost"):
    """The place in the list that was shown."""

    at: int


class KeepDuty(CallbackData, prefix="pkeep"):
    """This duty stays as it is."""


class PickReason(CallbackData, prefix="preason"):
    reason: WhyLeft


class PickDay(CallbackData, prefix="pday"):
    day: DayNumber


class ConfirmChange(CallbackData, prefix="pconfirm"):
    """It is right as it is shown."""


def ask_place(name: str, units: Sequence[tuple[int, str]], page: int, t: Texts) -> Screen:
    return Screen(
        title=t("{name}: to which unit?", name=name),
        text=t("Press one, or type its name."),
        buttons=choices(
            units,
            page,
            pick=lambda unit_id: PickPlace(unit_id=unit_id),
            turn=lambda page: TurnPlaces(page=page),
            t=t,
        ),
    )


def ask_post(name: str, posts: Sequence[str], t: Texts) -> Screen:
    buttons = (Button(shortened(post, _LABEL), PickPost(at=at)) for at, post in enumerate(posts))
    return Screen(
        title=t("{name}: which post?", name=name),
        text=t("Press one, or type it."),
        buttons=(*column(buttons), cancel_row(t)),
    )


def ask_main_duty(name: str, now: str, t: Texts) -> Screen:
    return Screen(
        title=t("{name}: which main duty?", name=name),
        text=_now(now, t("Type it in a few words."), t),
        buttons=(_keep(t), cancel_row(t)),
    )


def ask_secondary(name: str, now: str, t: Texts) -> Screen:
    ask = t("Type them with 、 between them, or a single - for none.")
    return Screen(
        title=t("{name}: which secondary duties?", name=name),
        text=_now(now, ask, t),
        buttons=(_keep(t), cancel_row(t)),
    )


def _now(now: str, ask: str, t: Texts) -> str:
    return "\n".join([*([t("Now: {duty}", duty=now)] if now else []), ask])


def _keep(t: Texts) -> Row:
    return (Button(t("Leave as it is"), KeepDuty()),)


def ask_reason(name: str, t: Texts) -> Screen:
    return Screen(
        title=t("{name}: why does the service end?", name=name),
        text=t("Press one, or write a few words."),
        buttons=reason_buttons(lambda reason: PickReason(reason=reason), t),
    )


def reason_buttons(pick: Callable[[WhyLeft], CallbackData], t: Texts) -> Sequence[Row]:
    buttons = (Button(_label(reason, t), pick(reason)) for reason in WhyLeft)
    return (*pairs(buttons), cancel_row(t))


def _label(reason: WhyLeft, t: Texts) -> str:
    said = word(reason, t)
    return said[0].upper() + said[1:]


_NEAR = (N_("From today"), N_("From tomorrow"))


def ask_day(name: str, today: date, t: Texts) -> Screen:
    return Screen(
        title=t("{name}: from which day no longer in service?", name=name),
        text=t("Press one, or type a day, such as {example}.", example=t("25 November")),
        buttons=day_buttons(lambda day: PickDay(day=day), today, t),
    )


def day_buttons(pick: Callable[[int], CallbackData], today: date, t: Texts) -> Sequence[Row]:
    buttons = [
        Button(
            t(_NEAR[(day - today).days])
            if (day - today).days < len(_NEAR)
            else t("From {day}", day=t.day(day)),
            pick(day.toordinal()),
        )
        for day in days_offered(today)
    ]
    return (*column(buttons), cancel_row(t))


def confirm(proposal: Proposal, t: Texts) -> Screen:
    return Screen(
        title=t("Please check: {name}", name=proposal.name),
        text="\n".join([*_lines(proposal, t), "", t("Confirm writes it down.")]),
        buttons=((Button(t("Confirm"), ConfirmChange()), *cancel_row(t)),),
    )


def _lines(proposal: Proposal, t: Texts) -> list[str]:
    is_leaving = proposal.change is Change.LEFT
    said = "" if is_leaving else change_said(proposal.change, proposal.before, proposal.after, t)
    what = word(proposal.change, t)
    return [
        t("{change}: {what}", change=what, what=said) if said else what,
        t("From: {day}", day=t.day(proposal.day)),
        *([t("Why: {reason}", reason=retold(proposal.reason, t))] if proposal.reason else []),
        *_undone(proposal.tasks, t),
    ]


def _undone(tasks: Sequence[str], t: Texts) -> list[str]:
    if not tasks:
        return []
    shown = some_of(tasks, TASKS_SHOWN, t)
    return [
        t.plural(
            "Still undone, hand it to somebody else: {tasks}.",
            "Still undone, hand these {n} to others: {tasks}.",
            len(tasks),
            tasks=shown,
        )
    ]


def done(proposal: Proposal, t: Texts) -> Screen:
    return Screen(
        title=t("Written down: {name}", name=proposal.name),
        text="\n".join(_lines(proposal, t)),
    )


_TOLD = {
    Change.MOVED: N_("From today your unit is another: {what}. Arranged by {by}."),
    Change.POST: N_("From today your post is another: {what}. Arranged by {by}."),
    Change.PHONE: N_("Your number on the roster is another now: {what}. Changed by {by}."),
    Change.DUTIES: N_("From today your duties are others: {what}. Arranged by {by}."),
}


@render.register
def transferred(notice: Transferred, t: Texts) -> Screen:
    text = told_of_change(notice.change, notice.before, notice.after, by=notice.by, t=t)
    return Screen(text=text)


def told_of_change(change: Change, before: str, after: str, *, by: str, t: Texts) -> str:
    return t(_TOLD[change], what=change_said(change, before, after, t), by=by)


@render.register
def service_ended(notice: ServiceEnded, t: Texts) -> Screen:
    text = t(
        "{name}, your service in this office ended on {day}; Muster does not ask you"
        " anything any more. Thank you for your work.",
        name=notice.name,
        day=t.day(notice.day),
    )
    return Screen(text=text, menu=Menu())


@explain.register
def nothing_changes(_error: NothingChanges, t: Texts) -> Screen:
    return Screen(text=t("It is so already: nothing to change."), alert=True)


@explain.register
def changed_meanwhile(_error: ChangedMeanwhile, t: Texts) -> Screen:
    return Screen(
        text=t("Somebody has just changed this. Look at the person again with /roster."),
        alert=True,
    )


@explain.register
def day_out_of_range(_error: DayOutOfRange, t: Texts) -> Screen:
    return Screen(
        text=t("That day is too far away: at most a month back and three months ahead."),
        alert=True,
    )


@explain.register
def not_over_them(_error: NotOverThem, t: Texts) -> Screen:
    return Screen(
        text=t("Somebody who supervises more than you do has to change this."), alert=True
    )
