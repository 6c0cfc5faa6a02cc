"""The questions of a broadcast, and the page that shows all of it before it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aiogram.filters.callback_data import CallbackData

from domain.broadcast import (
    AudienceGone,
    DeadlineNotAhead,
    NobodyToTell,
    Reach,
    TimeNotAhead,
)
from domain.broadcast_draft import EVENING, MORNING, BroadcastDraft, Part, QuickTime, quick_time
from domain.dispatch import Target, TargetKind
from views.broadcast_board import ShowBoard
from views.burden import full_lines
from views.help import cancel_row
from views.screen import Button, Row, Screen, column, explain, pairs, shortened
from views.texts import N_, Texts

LABEL = 30


class SendBroadcast(CallbackData, prefix="bsend"):
    no: int


class ChangeBroadcast(CallbackData, prefix="bchange"):
    no: int


class ShowBroadcast(CallbackData, prefix="bshow"):
    no: int


class ChangeBroadcastPart(CallbackData, prefix="bpart"):
    no: int
    part: Part


class ChooseStart(CallbackData, prefix="bstart"):
    at: QuickTime


class ChooseDeadline(CallbackData, prefix="bdue"):
    at: QuickTime


_PARTS = {
    Part.TEXT: N_("The text"),
    Part.TARGET: N_("Who gets it"),
    Part.START: N_("Send later"),
    Part.DEADLINE: N_("Read by when"),
}


@dataclass(frozen=True, kw_only=True)
class Page:
    """`name` is the post or the unit; `people` are some names of a list."""

    draft: BroadcastDraft
    target: Target
    reach: Reach
    name: str = ""
    people: Sequence[str] = ()
    full: int = 0


def ask_text(earlier: Sequence[tuple[int, str, datetime]], t: Texts) -> Screen:
    """With the last ones that were sent, to see who has read them."""
    boards = [
        Button(shortened(f"{t.plain_day(at)} {_line(text)}", LABEL), ShowBoard(broadcast_id=no))
        for no, text, at in earlier
    ]
    lines = [t("Type the text, for example: tomorrow at 9 everybody meets at the station.")]
    if boards:
        lines.append(t("Or press an earlier notice to see who has read it."))
    return Screen(
        title=t("Notice: what shall everybody know?"),
        text="\n".join(lines),
        buttons=(*column(boards), cancel_row(t)),
    )


def _line(text: str) -> str:
    return text.replace("\n", " ")


def ask_start(draft: BroadcastDraft, now: datetime, t: Texts) -> Screen:
    quick = [Button(t("At once"), ChooseStart(at=QuickTime.NONE))]
    for choice in (QuickTime.SOON, QuickTime.TOMORROW):
        if at := quick_time(choice, now=now, hour=MORNING):
            quick.append(Button(_quick(at, now, t), ChooseStart(at=choice)))
    return Screen(
        title=t("When shall it be sent?"),
        text=t("Choose, or type a day and an hour, for example: tomorrow 10:00"),
        buttons=(*column(quick), _leave(draft, t)),
    )


def _quick(at: datetime, now: datetime, t: Texts) -> str:
    if at.astimezone(t.zone).date() == now.astimezone(t.zone).date():
        return t("Today {time}", time=t.time(at))
    return t("Tomorrow {time}", time=t.time(at))


def ask_deadline(draft: BroadcastDraft, now: datetime, t: Texts) -> Screen:
    quick = []
    for choice in (QuickTime.EVENING, QuickTime.TOMORROW):
        at = quick_time(choice, now=now, hour=EVENING)
        if at and at > (draft.begins_at or now):
            quick.append(Button(_quick(at, now, t), ChooseDeadline(at=choice)))
    quick.append(Button(t("No deadline"), ChooseDeadline(at=QuickTime.NONE)))
    return Screen(
        title=t("By when shall everybody have read it?"),
        text=t("Choose, or type a day and an hour, for example: tomorrow 10:00"),
        buttons=(*column(quick), _leave(draft, t)),
    )


def _leave(draft: BroadcastDraft, t: Texts) -> Row:
    return (Button(t("Back"), ShowBroadcast(no=draft.no)), *cancel_row(t))


def confirm(page: Page, t: Texts) -> Screen:
    draft = page.draft
    start = t.moment(draft.begins_at) if draft.begins_at else t("at once")
    until = t.moment(draft.deadline) if draft.deadline else t("no deadline")
    lines = [
        draft.text,
        "",
        t("To: {whom}", whom=whom(page, t)),
        t("Sent: {moment}", moment=start),
        t("To be read by: {moment}", moment=until),
        *not_reached(page.reach, t),
        *full_lines(page.full, t),
    ]
    decide = (
        Button(t("Confirm"), SendBroadcast(no=draft.no)),
        Button(t("Change"), ChangeBroadcast(no=draft.no)),
    )
    parts = (_part(draft, Part.START, t), _part(draft, Part.DEADLINE, t))
    return Screen(
        title=t("Is the notice right?"),
        text="\n".join(lines),
        buttons=(decide, parts, cancel_row(t)),
    )


def _part(draft: BroadcastDraft, part: Part, t: Texts) -> Button:
    return Button(t(_PARTS[part]), ChangeBroadcastPart(no=draft.no, part=part))


def whom(page: Page, t: Texts) -> str:
    n = page.reach.people
    match page.target.kind:
        case TargetKind.EVERYONE:
            name = t("everyone in my units")
        case TargetKind.PEOPLE:
            name = t.listed(page.people)
        case _:
            name = page.name
    return t.plural("{name}, {n} person", "{name}, {n} people", n, name=name)


def not_reached(reach: Reach, t: Texts) -> list[str]:
    """Whom the chat does not reach; nothing where it reaches all."""
    counts = []
    if reach.not_registered:
        counts.append(t("not registered {n}", n=reach.not_registered))
    if reach.unreachable:
        counts.append(t("messages do not reach {n}", n=reach.unreachable))
    if not counts:
        return []
    return [t("Please tell these yourself: {counts}.", counts=t.listed(counts))]


def change(draft: BroadcastDraft, t: Texts) -> Screen:
    back = Button(t("Back"), ShowBroadcast(no=draft.no))
    return Screen(
        title=t("What shall be changed?"),
        text=t("The other answers are kept."),
        buttons=(*pairs(_part(draft, part, t) for part in Part), (back, *cancel_row(t))),
    )


def sent(broadcast_id: int, begins_at: datetime | None, reach: Reach, t: Texts) -> Screen:
    n = reach.people
    title = t.plural("Notice for {n} person: being sent", "Notice for {n} people: being sent", n)
    if begins_at:
        title = t("Notice planned: {moment}", moment=t.moment(begins_at))
    board = Button(t("Who has read it"), ShowBoard(broadcast_id=broadcast_id))
    lines = [*not_reached(reach, t), t("Whatever becomes of it is under the button.")]
    return Screen(title=title, text="\n".join(lines), buttons=((board,),))


@explain.register
def audience_gone(_error: AudienceGone, t: Texts) -> Screen:
    return Screen(
        text=t("Those it is for are not among yours. Press Change and choose others."),
        alert=True,
    )


@explain.register
def nobody_to_tell(_error: NobodyToTell, t: Texts) -> Screen:
    return Screen(text=t("There is no auxiliary among them. Please choose others."), alert=True)


@explain.register
def time_not_ahead(_error: TimeNotAhead, t: Texts) -> Screen:
    return Screen(
        text=t("It has to be sent later than now and within a year. Choose another time."),
        alert=True,
    )


@explain.register
def deadline_not_ahead(_error: DeadlineNotAhead, t: Texts) -> Screen:
    return Screen(
        text=t("The deadline has to come after it is sent. Choose a later one."), alert=True
    )
