"""A task for whoever is free: the question, who was first, and that nobody was."""

from aiogram.filters.callback_data import CallbackData

from domain.offer import OfferOver, OfferSettled, OfferTaken, OfferUnclaimed, TaskOffered
from domain.task import Urgency
from views.screen import Button, Row, Screen, explain, render
from views.texts import Texts


class TakeOffer(CallbackData, prefix="otake"):
    task_id: int


class HandOffer(CallbackData, prefix="ohand"):
    """To somebody by name, or to all of them."""

    task_id: int


class WithdrawOffer(CallbackData, prefix="oback"):
    task_id: int


def sender_buttons(task_id: int, t: Texts) -> tuple[Row, ...]:
    hand = Button(t("Hand to somebody"), HandOffer(task_id=task_id))
    return ((hand, Button(t("Withdraw it"), WithdrawOffer(task_id=task_id))),)


def withdrawn(title: str, t: Texts) -> Screen:
    said = t("Nobody can take it any more; those who were asked read so.")
    return Screen(title=t("Withdrawn"), text=f"{title}\n{said}")


@render.register
def offered(notice: TaskOffered, t: Texts) -> Screen:
    due = t.moment(notice.due_at) if notice.due_at else t.day(notice.day)
    lines = [
        notice.title,
        t("Due: {due}", due=due),
        t("From: {name}", name=notice.by),
        t("If you are free, press Take. The first who does has it."),
    ]
    urgent = notice.urgency is Urgency.URGENT
    return Screen(
        title=t("Who is free? Urgent") if urgent else t("Who is free?"),
        text="\n".join(lines),
        buttons=((Button(t("Take"), TakeOffer(task_id=notice.task_id)),),),
    )


@render.register
def settled(notice: OfferSettled, t: Texts) -> Screen:
    if notice.is_withdrawn:
        said = t("{name} has withdrawn it: nobody is asked for any more.", name=notice.who)
        return Screen(title=t("Withdrawn"), text=f"{notice.title}\n{said}")
    said = t("{name} has taken it. Nothing is left for you to do.", name=notice.who)
    return Screen(title=t("Taken already"), text=f"{notice.title}\n{said}")


@render.register
def unclaimed(notice: OfferUnclaimed, t: Texts) -> Screen:
    asked = t.plural("{n} person was asked.", "{n} people were asked.", notice.asked)
    lines = [notice.title, asked, t("If it must be done, hand it to somebody.")]
    return Screen(
        title=t("Nobody has taken it"),
        text="\n".join(lines),
        buttons=sender_buttons(notice.task_id, t),
    )


@explain.register
def offer_taken(error: OfferTaken, t: Texts) -> Screen:
    return Screen(
        text=t("{name} was first and has this task.", name=error.name), alert=True, ends=True
    )


@explain.register
def offer_over(_error: OfferOver, t: Texts) -> Screen:
    return Screen(
        text=t("This cannot be taken any more. /today shows your tasks."), alert=True, ends=True
    )
