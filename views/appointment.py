"""Giving and taking roles: the questions, the page to confirm, and what the person hears."""

from collections.abc import Sequence
from datetime import date

from aiogram.filters.callback_data import CallbackData

from domain.appointment import (
    Held,
    LastAdministrator,
    LastRole,
    Lasts,
    RoleChanged,
    Roles,
    UntilOutOfRange,
    last_day,
)
from domain.office import Member, Role
from domain.people import Listed
from views.commands import menu
from views.help import cancel_row
from views.paging import choices
from views.screen import Button, Screen, column, explain, pairs, render, shortened
from views.texts import N_, Texts
from views.words import word

MOST_HELD = 5
_LABEL = 40


class AskRoles(CallbackData, prefix="roles"):
    person_id: int
    takes: bool = False


class GiveRole(CallbackData, prefix="rgive"):
    role: Role


class TakeRole(CallbackData, prefix="rtake"):
    role: Role
    unit_id: int


class ForUnit(CallbackData, prefix="runit"):
    unit_id: int


class TurnUnits(CallbackData, prefix="runits"):
    page: int


class ForHowLong(CallbackData, prefix="rlasts"):
    lasts: Lasts


class ConfirmRole(CallbackData, prefix="rconfirm"):
    """It is right as it is shown."""


def ask_name(*, takes: bool, t: Texts) -> Screen:
    if takes:
        text = t("Type the name of whoever loses a role.")
    else:
        text = t(
            "Type the name of whoever gets a role, or all at once: {example}",
            example=t("Zhang supervisor Sanli until 2026-12-31"),
        )
    return Screen(text=text, buttons=(cancel_row(t),))


def which_one(people: Sequence[Listed], *, takes: bool, t: Texts) -> Screen:
    buttons = (
        Button(
            shortened(" · ".join(fact for fact in (each.name, each.unit) if fact), _LABEL),
            AskRoles(person_id=each.person_id, takes=takes),
        )
        for each in people
    )
    return Screen(text=t("Who is meant? Please press one."), buttons=column(buttons))


def ask_role(found: Roles, t: Texts) -> Screen:
    buttons = (Button(word(role, t), GiveRole(role=role)) for role in found.may_give)
    return Screen(
        title=t("Which role for {name}?", name=found.name),
        text=_holds(found, t),
        buttons=(*pairs(buttons), cancel_row(t)),
    )


def ask_which(found: Roles, t: Texts) -> Screen:
    buttons = (
        Button(shortened(_said(held, t), _LABEL), TakeRole(role=held.role, unit_id=held.unit_id))
        for held in found.held[:MOST_HELD]
    )
    return Screen(
        title=t("Which role is taken back from {name}?", name=found.name),
        text=_holds(found, t),
        buttons=(*column(buttons), cancel_row(t)),
    )


def _holds(found: Roles, t: Texts) -> str:
    held = [_said(each, t) + _until(each.last, t) for each in found.held]
    return t("Holds now: {roles}", roles=t.listed(held))


def _said(held: Held, t: Texts) -> str:
    return " · ".join(part for part in (word(held.role, t), held.unit) if part)


def _until(last: date | None, t: Texts) -> str:
    return t(" (until {day})", day=t.plain_day(last)) if last else ""


def ask_unit(name: str, units: Sequence[tuple[int, str]], page: int, t: Texts) -> Screen:
    return Screen(
        title=t("Which unit shall {name} supervise?", name=name),
        text=t("Press one, or type its name."),
        buttons=choices(
            units,
            page,
            pick=lambda unit_id: ForUnit(unit_id=unit_id),
            turn=lambda page: TurnUnits(page=page),
            t=t,
        ),
    )


def ask_until(name: str, today: date, t: Texts) -> Screen:
    buttons = (
        Button(_lasts(lasts, last_day(lasts, today=today), t), ForHowLong(lasts=lasts))
        for lasts in Lasts
    )
    return Screen(
        title=t("Until when, for {name}?", name=name),
        text=t("Press one, or type the last day, such as {example}.", example=t("25 December")),
        buttons=(*pairs(buttons), cancel_row(t)),
    )


def _lasts(lasts: Lasts, last: date | None, t: Texts) -> str:
    if last is None:
        return t("Without an end")
    if lasts is Lasts.WEEK:
        return t("For a week")
    return t("To {day}", day=t.plain_day(last))


def confirm(name: str, held: Held, *, takes: bool, t: Texts) -> Screen:
    return Screen(
        title=t("Please check: {name}", name=name),
        text="\n".join([*_lines(held, takes=takes, t=t), "", t("Confirm writes it down.")]),
        buttons=((Button(t("Confirm"), ConfirmRole()), *cancel_row(t)),),
    )


def _lines(held: Held, *, takes: bool, t: Texts) -> list[str]:
    if takes:
        return [t("Taken back: {role}", role=_said(held, t))]
    until = t.day(held.last) if held.last else t("without an end")
    return [t("Given: {role}", role=_said(held, t)), t("Last day: {day}", day=until)]


def done(name: str, held: Held, *, takes: bool, t: Texts) -> Screen:
    return Screen(
        title=t("Written down: {name}", name=name),
        text="\n".join(_lines(held, takes=takes, t=t)),
    )


_TOLD = {
    True: N_(
        "You hold a role from now on: {role}{until}. Given by {by}. /help shows what you can use."
    ),
    False: N_("A role of yours was taken back by {by}: {role}."),
}


@render.register
def role_changed(notice: RoleChanged, t: Texts) -> Screen:
    me = Member(id=notice.person_id, name=notice.name, language=t.language, roles=notice.roles)
    text = t("Its last day is over, this role has ended: {role}.", role=_said(notice.held, t))
    if notice.by:
        text = told_of_role(notice.held, is_given=notice.is_given, by=notice.by, t=t)
    return Screen(text=text, menu=menu(me, t))


def told_of_role(held: Held, *, is_given: bool, by: str, t: Texts) -> str:
    return t(_TOLD[is_given], role=_said(held, t), until=_until(held.last, t), by=by)


@explain.register
def last_role(_error: LastRole, t: Texts) -> Screen:
    return Screen(
        text=t("This is their only role. To let somebody go, end their service in /roster."),
        alert=True,
    )


@explain.register
def last_administrator(_error: LastAdministrator, t: Texts) -> Screen:
    return Screen(text=t("This is the last administrator: name another one first."), alert=True)


@explain.register
def until_out_of_range(_error: UntilOutOfRange, t: Texts) -> Screen:
    return Screen(text=t("The last day is today or later, within a year."), alert=True)
