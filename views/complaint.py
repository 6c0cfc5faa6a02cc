"""Complaints as they are asked for, shown to the administrators, and answered."""

from aiogram.filters.callback_data import CallbackData

from domain.complaint import (
    A_DAY,
    AnsweredAlready,
    ComplainedEnough,
    Complaint,
    ComplaintAnswered,
    ComplaintClosed,
    ComplaintMade,
    NobodyToHear,
    SenderForgotten,
)
from domain.retention import KEPT, Expiring
from views.help import cancel_row
from views.screen import Button, Screen, explain, render
from views.texts import Texts


class SendComplaint(CallbackData, prefix="complain"):
    is_named: bool


class AnswerComplaint(CallbackData, prefix="canswer"):
    complaint_id: int


def ask_words(t: Texts) -> Screen:
    return Screen(
        text=t("What do you want the administrators to know? Write it in one message."),
        buttons=(cancel_row(t),),
    )


def ask_name(t: Texts) -> Screen:
    asked = t("Send it with your name, or without? An answer reaches you either way.")
    kept = t(
        "Without a name no administrator sees who wrote it. To bring you the answer, Muster "
        "keeps who it was until it is answered, {days} days at most; in that time only those "
        "who run the machine could look it up.",
        days=KEPT[Expiring.SENDERS].days,
    )
    return Screen(
        text=f"{asked}\n\n{kept}",
        buttons=(
            (Button(t("With my name"), SendComplaint(is_named=True)),),
            (Button(t("Without my name"), SendComplaint(is_named=False)),),
            cancel_row(t),
        ),
    )


def sent(t: Texts, *, is_named: bool) -> Screen:
    if is_named:
        return Screen(text=t("Sent to the administrators, with your name."))
    return Screen(text=t("Sent to the administrators, without your name."))


def ask_answer(said: Complaint, t: Texts) -> Screen:
    asked = t("What do you answer? You can answer once.")
    return Screen(text=f"{said.words}\n\n{asked}", buttons=(cancel_row(t),), anew=True)


def answered(t: Texts) -> Screen:
    return Screen(text=t("Your answer has been sent."))


@render.register
def complaint_made(notice: ComplaintMade, t: Texts) -> Screen:
    press = AnswerComplaint(complaint_id=notice.complaint.complaint_id)
    return Screen(
        title=_from(notice.complaint, t),
        text=notice.complaint.words,
        buttons=((Button(t("Write an answer"), press),),),
    )


@render.register
def complaint_closed(notice: ComplaintClosed, t: Texts) -> Screen:
    by = t("Answered by {name}.", name=notice.answered_by)
    return Screen(title=_from(notice.complaint, t), text=f"{notice.complaint.words}\n\n{by}")


@render.register
def complaint_answered(notice: ComplaintAnswered, t: Texts) -> Screen:
    day = t.plain_day(notice.said_on)
    said = t("What you wrote without your name on {day} is meant.", day=day)
    if notice.words:
        said = t("You wrote: {words}", words=notice.words)
    title = t("{name} has answered you", name=notice.answered_by)
    return Screen(title=title, text=f"{notice.answer}\n\n{said}")


def _from(said: Complaint, t: Texts) -> str:
    if not said.by:
        return t("A complaint, without a name")
    return t("A complaint of {name} ({unit})", name=said.by, unit=said.unit)


@explain.register
def complained_enough(_error: ComplainedEnough, t: Texts) -> Screen:
    return Screen(text=t("{n} a day are taken. Please write again tomorrow.", n=A_DAY), alert=True)


@explain.register
def nobody_to_hear(_error: NobodyToHear, t: Texts) -> Screen:
    return Screen(text=t("No administrator can be reached here. Please tell your supervisor."))


@explain.register
def sender_forgotten(_error: SenderForgotten, t: Texts) -> Screen:
    kept = KEPT[Expiring.SENDERS].days
    text = t("After {days} days it is no longer kept who wrote it; no answer arrives.", days=kept)
    return Screen(text=text, alert=True)


@explain.register
def answered_already(_error: AnsweredAlready, t: Texts) -> Screen:
    return Screen(text=t("Somebody has answered this already."), alert=True)
