"""The question to a sender whose messages may or may not have arrived."""

from aiogram.filters.callback_data import CallbackData

from domain.outbox import MessagesHeld
from views.names import first_of
from views.screen import Button, Screen, render
from views.texts import Texts

SHOWN_NAMES = 20


class ResendHeld(CallbackData, prefix="hagain"):
    upto: int


class LeaveHeld(CallbackData, prefix="hleave"):
    upto: int


@render.register
def held(notice: MessagesHeld, t: Texts) -> Screen:
    count = len(notice.names)
    shown = first_of(notice.names, SHOWN_NAMES, t)
    return Screen(
        title=t.plural(
            "{n} message of yours: it is not known whether it arrived",
            "{n} messages of yours: it is not known whether they arrived",
            count,
        ),
        text="\n".join(
            [
                t("The connection broke while they were being sent, to: {names}", names=shown),
                t("Sent again, they may arrive twice. Ignored, they are not sent any more."),
            ]
        ),
        buttons=(
            (
                Button(t("Resend"), ResendHeld(upto=notice.upto)),
                Button(t("Ignore"), LeaveHeld(upto=notice.upto)),
            ),
        ),
    )


def sent_again(count: int, t: Texts) -> Screen:
    return Screen(
        text=t.plural(
            "{n} message is being sent again.", "{n} messages are being sent again.", count
        )
    )


def left(count: int, t: Texts) -> Screen:
    return Screen(
        text=t.plural(
            "{n} message is left as it is. Please make sure yourself that it is known.",
            "{n} messages are left as they are. Please make sure yourself that they are known.",
            count,
        )
    )
