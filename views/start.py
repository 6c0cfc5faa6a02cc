"""Registration and the choice of language."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData

from domain.office import Member, Role
from domain.registration import (
    AlreadyBound,
    BoundElsewhere,
    NotOnRoster,
    NotOwnContact,
    NotRegistered,
    TypedNumber,
)
from views.commands import at_hand
from views.screen import Button, Screen, explain
from views.texts import Texts
from views.words import word


class ChooseLanguage(CallbackData, prefix="lang"):
    language: Literal["zh", "en"]


def share_phone(t: Texts) -> Screen:
    return Screen(
        title=t("Welcome to Muster"),
        text=t(
            "I run the office's day: roll call, tasks, training, evening review. To find you on"
            " the roster I need your phone number: please press the button below."
        ),
        asks_contact=t("📱 Share my phone number"),
    )


def registered(me: Member, unit: str, t: Texts, *, is_asked: bool) -> Screen:
    """Whoever `is_asked` something at once finds its buttons last, not these."""
    return Screen(
        title=t("Registered. Hello, {name}.", name=me.name),
        text="\n".join(facts(me, unit, t)),
        buttons=() if is_asked else at_hand(me, t),
        forgets_keyboard=True,
    )


def welcome_back(me: Member, unit: str, t: Texts) -> Screen:
    return Screen(
        title=t("Hello, {name}.", name=me.name),
        text="\n".join(facts(me, unit, t)),
        buttons=at_hand(me, t),
    )


def facts(me: Member, unit: str, t: Texts) -> list[str]:
    roles = t.listed(word(role, t) for role in sorted(me.roles))
    known = [
        t("Unit: {unit}", unit=unit) if unit else "",
        t("Post: {post}", post=me.post) if me.post else "",
        t("Role: {roles}", roles=roles),
        _two_roles(t) if me.roles >= {Role.SUPERVISOR, Role.ADMINISTRATOR} else "",
    ]
    return [fact for fact in known if fact]


def _two_roles(t: Texts) -> str:
    return t("A supervisor sees to the units they hold, an administrator to all of them.")


def choose_language(t: Texts) -> Screen:
    return Screen(
        text=t("Which language shall I speak?"),
        buttons=(
            (
                Button("中文", ChooseLanguage(language="zh")),
                Button("English", ChooseLanguage(language="en")),
            ),
        ),
    )


def language_chosen(t: Texts) -> Screen:
    return Screen(text=t("From now on I speak English."))


@explain.register
def not_registered(_error: NotRegistered, t: Texts) -> Screen:
    return Screen(
        text=t(
            "This is the office's internal service. If you work here, press the button below: it"
            " shares your phone number and registers you."
        ),
        asks_contact=t("📱 Share my phone number"),
    )


@explain.register
def typed_number(_error: TypedNumber, t: Texts) -> Screen:
    return Screen(
        text=t("A typed number cannot be checked. Please press the button below to share yours."),
        asks_contact=t("📱 Share my phone number"),
    )


@explain.register
def not_on_roster(_error: NotOnRoster, t: Texts) -> Screen:
    return Screen(
        text=t(
            "Your number is not on the office's roster. If you work here, please ask your station"
            " to add it, then send /start again."
        ),
        forgets_keyboard=True,
    )


@explain.register
def not_own_contact(_error: NotOwnContact, t: Texts) -> Screen:
    return Screen(
        text=t("This is not your own contact. Please press the button below to share yours."),
        asks_contact=t("📱 Share my phone number"),
    )


@explain.register
@explain.register(BoundElsewhere)
def already_bound(_error: AlreadyBound, t: Texts) -> Screen:
    return Screen(
        text=t(
            "This number or this account is already registered differently. Please ask your"
            " administrator to check it."
        ),
        forgets_keyboard=True,
    )


def wrong_code(t: Texts) -> Screen:
    return Screen(
        text=t(
            "This code is not valid, or was used. Muster prints a new one at its next start while"
            " there is no administrator."
        )
    )
