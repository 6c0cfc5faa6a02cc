"""Applying to join or with a new account: the questions, and what those who decide read of it."""

from aiogram.filters.callback_data import CallbackData

from domain.application import (
    AccountChanging,
    ApplicationAnswered,
    ApplicationClosed,
    ApplicationReceived,
    ApplicationState,
    AppliedAlready,
    AppliedTooOften,
    Asked,
    Choice,
    NobodyDecides,
    Wish,
)
from views.commands import menu
from views.help import cancel_row
from views.screen import Button, Menu, Row, Screen, column, explain, render, shortened
from views.texts import N_, Texts

CHOICES = 3
_LABEL = 40


class BeginApplication(CallbackData, prefix="apply"):
    """Whoever shared their own number would join, or go on with this account."""


class LookInto(CallbackData, prefix="aplook"):
    unit_id: int
    page: int = 0


class PickUnit(CallbackData, prefix="apunit"):
    unit_id: int


class SendApplication(CallbackData, prefix="apsend"):
    """It is right as it is shown."""


class DecideApplication(CallbackData, prefix="apdecide"):
    application_id: int
    approve: bool


def offer_to_join(t: Texts) -> Screen:
    return Screen(
        text=t(
            "Your number is not on the office's roster. If you work here, apply below: the"
            " supervisor of your unit then decides."
        ),
        buttons=((Button(t("Apply to join"), BeginApplication()),),),
    )


def offer_new_account(t: Texts) -> Screen:
    return Screen(
        text=t(
            "This number is already registered differently. If it is yours and this is your new"
            " account, apply below: your supervisor then decides, and the old account is told."
        ),
        buttons=((Button(t("Apply with this account"), BeginApplication()),),),
    )


def ask_name(t: Texts) -> Screen:
    return Screen(
        title=t("What is your name?"),
        text=t("Please type it as it stands on your papers."),
        buttons=(cancel_row(t),),
    )


def ask_unit(choice: Choice, page: int, t: Texts) -> Screen:
    pages = max(1, -(-len(choice.units) // CHOICES))
    shown = choice.units[page % pages * CHOICES :][:CHOICES]
    rows: list[Row] = list(
        column(Button(shortened(name, _LABEL), LookInto(unit_id=at)) for at, name in shown)
    )
    here = choice.here[0] if choice.here else 0
    if pages > 1:
        rows.append((Button(t("Next"), LookInto(unit_id=here, page=(page + 1) % pages)),))
    if choice.here:
        label = t("Here: {unit}", unit=shortened(choice.here[1], _LABEL))
        rows.append((Button(label, PickUnit(unit_id=here)),))
    return Screen(
        title=t("In which unit do you work?"),
        text=t("Press it, step by step, or type its name."),
        buttons=(*rows, cancel_row(t)),
    )


def confirm(wish: Wish, name: str, phone: str, unit: str, t: Texts) -> Screen:
    lines = [
        t("Name: {name}", name=name) if name else "",
        t("Phone: ends in {end}", end=phone[-4:]),
        t("Unit: {unit}", unit=unit) if unit else "",
    ]
    return Screen(
        title=t("Please check your application") if wish is Wish.JOIN else t("A new account"),
        text="\n".join([*filter(None, lines), "", t("Confirm sends it to the supervisor.")]),
        buttons=((Button(t("Confirm"), SendApplication()), *cancel_row(t)),),
    )


def sent(t: Texts) -> Screen:
    return Screen(
        text=t("Sent. You hear from me here as soon as it is decided."),
        forgets_keyboard=True,
        anew=True,
        ends=True,
    )


def left(t: Texts) -> Screen:
    return Screen(text=t("Left, nothing was sent. Send /start if you want to begin again."))


_ASKED = {
    Wish.JOIN: N_("{name} applies to join"),
    Wish.NEW_ACCOUNT: N_("{name} applies with a new account"),
}
_BECAME = {
    ApplicationState.APPROVED: N_("approved by {by}"),
    ApplicationState.DECLINED: N_("declined by {by}"),
    ApplicationState.LAPSED: N_("not answered within a day, asked anew"),
}


def _about(asked: Asked, t: Texts) -> list[str]:
    lines = [
        t("Unit: {unit}", unit=asked.unit),
        t("Phone: ends in {end}", end=asked.phone_end),
    ]
    if asked.wish is Wish.NEW_ACCOUNT:
        lines.append(
            t("The number is theirs, the account is another. If in doubt, call them first.")
        )
    return lines


@render.register
def received(notice: ApplicationReceived, t: Texts) -> Screen:
    asked = notice.asked

    def press(label: str, *, approve: bool) -> Button:
        data = DecideApplication(application_id=asked.application_id, approve=approve)
        return Button(label, data)

    return Screen(
        title=t(_ASKED[asked.wish], name=asked.name),
        text="\n".join(_about(asked, t)),
        buttons=((press(t("Approve"), approve=True), press(t("Decline"), approve=False)),),
    )


@render.register
def closed(notice: ApplicationClosed, t: Texts) -> Screen:
    return decided(notice.asked, notice.state, notice.by, t)


def decided(asked: Asked, state: ApplicationState, by: str, t: Texts) -> Screen:
    return Screen(
        title=t(_ASKED[asked.wish], name=asked.name),
        text="\n".join([t("Unit: {unit}", unit=asked.unit), t(_BECAME[state], by=by)]),
    )


_ANSWERED = {
    (Wish.JOIN, ApplicationState.APPROVED): N_(
        "Your application was approved, you belong to {unit} now. Send /start to begin."
    ),
    (Wish.JOIN, ApplicationState.DECLINED): N_(
        "Your application was declined. If that is a mistake, please speak with {unit}."
    ),
    (Wish.NEW_ACCOUNT, ApplicationState.APPROVED): N_(
        "This account is yours in the office from now on ({unit}). Send /start to begin."
    ),
    (Wish.NEW_ACCOUNT, ApplicationState.DECLINED): N_(
        "Your new account was declined, the old one stays. Please speak with {unit}."
    ),
}


@render.register
def answered(notice: ApplicationAnswered, t: Texts) -> Screen:
    offered = menu(notice.me, t) if notice.me else None
    return Screen(text=t(_ANSWERED[notice.wish, notice.state], unit=notice.unit), menu=offered)


_CHANGING = {
    ApplicationState.ASKED: N_(
        "Somebody has asked to move your registration to another account. If that is not"
        " you, tell your supervisor at once."
    ),
    ApplicationState.APPROVED: N_(
        "Your registration moved to another account, approved by {by}. If that was not you,"
        " tell your supervisor at once."
    ),
    ApplicationState.DECLINED: N_(
        "Your registration stays with this account: {by} declined moving it to another."
    ),
}


@render.register
def changing(notice: AccountChanging, t: Texts) -> Screen:
    text = t(_CHANGING[notice.state], by=notice.by)
    return Screen(text=text, menu=Menu() if notice.state is ApplicationState.APPROVED else None)


@explain.register
def applied_already(_error: AppliedAlready, t: Texts) -> Screen:
    return Screen(
        text=t(
            "An application is waiting already. If nobody has answered by tomorrow, apply again:"
            " then more people are asked."
        ),
        alert=True,
    )


@explain.register
def applied_too_often(_error: AppliedTooOften, t: Texts) -> Screen:
    return Screen(
        text=t("It was declined today. Please speak with your unit before you apply again."),
        alert=True,
    )


@explain.register
def nobody_decides(_error: NobodyDecides, t: Texts) -> Screen:
    return Screen(
        text=t("Nobody of that unit can be asked here yet. Please speak with your unit."),
        alert=True,
    )
