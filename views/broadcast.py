"""What each of the many reads, the button under it, and what it says when it was pressed."""

from datetime import datetime

from aiogram.filters.callback_data import CallbackData

from domain.broadcast import CorrectedSince
from domain.broadcast_notice import (
    BroadcastOutdated,
    BroadcastTold,
)
from views.screen import Button, Screen, explain, render
from views.texts import Texts


class ReadBroadcast(CallbackData, prefix="bread"):
    broadcast_id: int
    revision: int


@render.register
def told(notice: BroadcastTold, t: Texts) -> Screen:
    press = ReadBroadcast(broadcast_id=notice.broadcast_id, revision=notice.revision)
    return Screen(
        title=_title(notice, t),
        text="\n".join([notice.text, "", t("From {name}", name=notice.by), _please(notice, t)]),
        buttons=((Button(t("Read"), press),),),
    )


def _title(notice: BroadcastTold, t: Texts) -> str:
    if notice.is_reminder:
        return t("Please read: notice")
    return t("Notice, corrected") if notice.revision > 1 else t("Notice")


def _please(notice: BroadcastTold, t: Texts) -> str:
    if notice.deadline is None:
        return t("When you have read it, press Read.")
    moment = t.moment(notice.deadline)
    if notice.is_overdue:
        return t("It was to be read by {moment}. Please press Read now.", moment=moment)
    return t("Please press Read by {moment}.", moment=moment)


def acknowledged(told: BroadcastTold, read_at: datetime, t: Texts) -> Screen:
    noted = t("Noted: you read it, {moment}.", moment=t.moment(read_at))
    if told.deadline and read_at > told.deadline:
        noted = t("Noted: you read it after the deadline, {moment}.", moment=t.moment(read_at))
    lines = [told.text, "", t("From {name}", name=told.by), noted]
    return Screen(title=_title(told, t), text="\n".join(lines))


@render.register
def outdated(_notice: BroadcastOutdated, t: Texts) -> Screen:
    return Screen(text=t("This notice was corrected. Please read the new one below."))


@explain.register
def corrected_since(_error: CorrectedSince, t: Texts) -> Screen:
    return Screen(
        text=t("This notice was corrected since. Please read the new one below."),
        alert=True,
        ends=True,
    )
