"""What is said when nothing else fits: help, strangers, strays, breakdowns, refusals."""

from collections.abc import Iterable
from dataclasses import replace

from aiogram.filters.callback_data import CallbackData

from domain.office import Member
from domain.refusals import (
    Accepted,
    DecidedAlready,
    LooksLikeResidentId,
    NameTwice,
    NotAllowed,
    NotUnderstood,
    NotYours,
    OutOfReach,
    Over,
    TooLong,
)
from views.commands import (
    GROUPS,
    ShowAll,
    at_hand,
    day_buttons,
    in_group,
    leads,
    of_the_day,
    offered,
)
from views.screen import Button, Row, Screen, column, explain, pairs
from views.texts import N_, Texts
from views.words import word

_ACCEPTED = {
    Accepted.BUTTON: N_("Only a button answers this."),
    Accepted.WORDS: N_("Only words answer this, no pictures, stickers or recordings."),
    Accepted.BUTTON_OR_WORDS: N_("Only a button or words answer this."),
    Accepted.WORDS_OR_PHOTO: N_("Only words or a photo answer this."),
    Accepted.PLACE: N_("Only the name of a place or a location answers this."),
    Accepted.DAYS: N_("I did not understand which days you mean."),
    Accepted.MOMENT: N_("I did not understand which day or hour you mean."),
    Accepted.CODE: N_("Only the six digits of the code answer this."),
    Accepted.MATERIAL: N_("Only a file, a photo or a link answers this."),
    Accepted.PHONE: N_("This is no Chinese mobile number: eleven digits that begin with 1."),
}


class CancelTalk(CallbackData, prefix="cancel"):
    """The way back, in every conversation."""


def cancel_row(t: Texts) -> Row:
    return (Button(t("Cancel"), CancelTalk()),)


def help_for(me: Member, t: Texts) -> Screen:
    """What the day needs fits a phone; the rest is one press away."""
    mine = dict(offered(me))
    title, day = t("What I can do for you"), of_the_day(me)
    if not day:
        return Screen(title=title, text=_named(mine.items(), t))
    named = _named([(name, mine[name]) for name in day], t)
    return Screen(title=title, text=named, buttons=at_hand(me, t))


def everything(me: Member, t: Texts) -> Screen:
    """An auxiliary has few enough for one list."""
    title = t("All I can do")
    if not leads(me):
        day = pairs(day_buttons(me, t))
        return Screen(title=title, text=_named(offered(me), t), buttons=day)
    groups = [Button(t(name), ShowAll(group=at)) for at, (name, _) in enumerate(GROUPS)]
    return Screen(title=title, text=t("What is it about?"), buttons=column(groups))


def group_of(me: Member, group: int, t: Texts) -> Screen:
    heading, _ = GROUPS[group]
    return Screen(
        title=t(heading),
        text=_named(in_group(me, group), t),
        buttons=((Button(t("Back"), ShowAll()),),),
    )


def _named(commands: Iterable[tuple[str, str]], t: Texts) -> str:
    return "\n".join(f"/{name} – {t(text)}" for name, text in commands)


def asked_again(question: Screen, refusal: Screen) -> Screen:
    """Why the answer was not taken, and the question once more with its buttons."""
    return replace(question, text=f"{refusal.text}\n\n{question.text}".strip(), anew=False)


def unknown_command(me: Member, t: Texts) -> Screen:
    return Screen(
        text=t("I do not know this command. Choose what you need:"), buttons=at_hand(me, t)
    )


def not_understood(me: Member, t: Texts) -> Screen:
    text = t("I did not understand. Press a button under a message, or choose what you need:")
    return Screen(text=text, buttons=at_hand(me, t))


def edit_not_followed(t: Texts) -> Screen:
    return Screen(
        text=t(
            "Changing a message that was sent changes nothing here: what it said before stands."
            " If it was wrong, please do it again."
        )
    )


def broken_down(t: Texts, *, is_told: bool) -> Screen:
    """`is_told`: there is an administrator whom the alarm reaches."""
    noted = t("Something went wrong on our side and it was noted. Please try again later.")
    told = t(
        "Something went wrong on our side. It was noted and the administrator is told."
        " Please try again later."
    )
    return Screen(text=told if is_told else noted, alert=True)


def too_many(t: Texts) -> Screen:
    return Screen(text=t("Too many messages at once. Please try again in a moment."))


def nothing_kept(t: Texts) -> Screen:
    """Said past everything that is kept, when the disk is full."""
    return Screen(
        text=t(
            "Nothing can be kept at the moment: the storage is full or broken. What you sent is"
            " handled as soon as there is room. If no answer comes, please send it again later."
        )
    )


def cancelled(me: Member, t: Texts, *, has_keyboard: bool) -> Screen:
    return Screen(
        title=t("The location button is put away.") if has_keyboard else "",
        text=t("Left. What would you like to do now?"),
        buttons=at_hand(me, t),
        forgets_keyboard=has_keyboard,
    )


def nothing_to_cancel(me: Member, t: Texts) -> Screen:
    text = t("There is nothing to leave. What would you like to do now?")
    return Screen(text=text, buttons=at_hand(me, t))


@explain.register
def not_allowed(_error: NotAllowed, t: Texts) -> Screen:
    return Screen(
        text=t("This is not among your duties. /help shows what you can use."), alert=True
    )


@explain.register
def out_of_reach(_error: OutOfReach, t: Texts) -> Screen:
    return Screen(
        text=t("There is no such unit or person among yours. Check the name."), alert=True
    )


@explain.register
def name_twice(error: NameTwice, t: Texts) -> Screen:
    return Screen(
        text=t("Several of your units have this name: {names}.", names=t.listed(error.names))
    )


@explain.register
def not_yours(_error: NotYours, t: Texts) -> Screen:
    return Screen(text=t("This was not sent to you, nothing has changed."), alert=True)


@explain.register
def over(error: Over, t: Texts) -> Screen:
    return Screen(
        text=t(
            "This is over, nothing has changed. Look at the newest message, or send any word to"
            " choose what you need."
        ),
        alert=True,
        ends=error.ends,
    )


@explain.register
def decided_already(error: DecidedAlready, t: Texts) -> Screen:
    state = word(error.state, t)
    text = t("{by} has decided already: {state}. Nothing has changed.", by=error.by, state=state)
    return Screen(text=text, alert=True, ends=error.ends)


@explain.register
def too_long(error: TooLong, t: Texts) -> Screen:
    return Screen(text=t("Please keep it under {limit} characters.", limit=error.limit))


@explain.register
def looks_like_resident_id(_error: LooksLikeResidentId, t: Texts) -> Screen:
    return Screen(
        text=t(
            "This looks like an identity number. Muster keeps no records of residents:"
            " please send it again without the number."
        )
    )


@explain.register
def not_what_was_asked(error: NotUnderstood, t: Texts) -> Screen:
    return Screen(text=t(_ACCEPTED[error.accepted]))
