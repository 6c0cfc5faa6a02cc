"""Reminding, correcting and stopping a broadcast, and what its sender hears of it."""

from aiogram.filters.callback_data import CallbackData

from domain.broadcast import (
    AllSent,
    Board,
    BroadcastNotFound,
    ChangedSince,
    NobodyToRemind,
    NotOut,
    RemindedAlready,
)
from domain.broadcast_notice import (
    BroadcastNotSent,
    BroadcastReported,
    Hindrance,
)
from views.broadcast_board import SHOWN_TEXT, board_buttons, board_lines
from views.help import cancel_row
from views.screen import Button, Screen, explain, render, shortened
from views.texts import N_, Texts


class SendCorrection(CallbackData, prefix="bfixed"):
    broadcast_id: int


def reminded(people: int, spared: int, t: Texts) -> Screen:
    said = t.plural("{n} person is reminded.", "{n} people are reminded.", people)
    more = t("{n} more have been asked enough today.", n=spared) if spared else ""
    return Screen(text=f"{said}\n{more}".strip(), alert=True)


def ask_correction(board: Board, t: Texts) -> Screen:
    lines = [board.text, "", t("Please type the whole text once more, as it should read.")]
    return Screen(title=t("Correct the notice"), text="\n".join(lines), buttons=(cancel_row(t),))


def confirm_correction(board: Board, text: str, t: Texts) -> Screen:
    lines = [text]
    if board.people:
        lines += ["", t("Whoever has the old text gets this one and is asked to read it again.")]
    press = SendCorrection(broadcast_id=board.broadcast_id)
    return Screen(
        title=t("Is the corrected notice right?"),
        text="\n".join(lines),
        buttons=((Button(t("Confirm"), press), *cancel_row(t)),),
    )


@render.register
def reported(notice: BroadcastReported, t: Texts) -> Screen:
    title = t("Deadline of a notice") if notice.is_due else t("Your notice is being sent")
    return Screen(
        title=title,
        text="\n".join(board_lines(notice.board, t)),
        buttons=board_buttons(notice.board, t),
    )


_WHY = {
    Hindrance.TOO_LATE: N_("Our service was down at its hour and came back too late."),
    Hindrance.FAILED: N_("A fault on our side kept it back, which is noted."),
    Hindrance.NO_SCOPE: N_("Those it was for are not among yours any more."),
    Hindrance.NOBODY: N_("There is no auxiliary among those it was for."),
}


@render.register
def not_sent(notice: BroadcastNotSent, t: Texts) -> Screen:
    lines = [
        shortened(notice.text, SHOWN_TEXT),
        "",
        t("Planned for: {moment}", moment=t.moment(notice.begins_at)),
        t(_WHY[notice.why]),
        t("/broadcast sends it anew."),
    ]
    return Screen(title=t("A notice was not sent"), text="\n".join(lines))


@explain.register
def not_found(_error: BroadcastNotFound, t: Texts) -> Screen:
    return Screen(text=t("There is no such notice among those of your units."), alert=True)


@explain.register
def changed_since(error: ChangedSince, t: Texts) -> Screen:
    return Screen(
        text=t(
            "{name} changed this notice at {time}. Open it once more to see it as it is now.",
            name=error.by,
            time=t.time(error.at),
        ),
        alert=True,
    )


@explain.register
def reminded_already(error: RemindedAlready, t: Texts) -> Screen:
    return Screen(
        text=t(
            "{name} reminded them at {time}. An hour after that it can be done again.",
            name=error.by,
            time=t.time(error.at),
        ),
        alert=True,
    )


@explain.register
def nobody_to_remind(error: NobodyToRemind, t: Texts) -> Screen:
    if error.spared:
        said = t("Those who have not read it have been asked enough today. Remind them tomorrow.")
        return Screen(text=said, alert=True)
    return Screen(text=t("All who have received it have read it."), alert=True)


@explain.register
def all_sent(_error: AllSent, t: Texts) -> Screen:
    return Screen(
        text=t("It has been sent to all already. What is wrong in it can be corrected."),
        alert=True,
    )


@explain.register
def not_out(_error: NotOut, t: Texts) -> Screen:
    return Screen(text=t("This notice was not sent: there is nothing to change."), alert=True)
