"""The questions of a dispatch, the page that shows all, and what came of it."""

from collections.abc import Sequence
from datetime import date, datetime

from aiogram.filters.callback_data import CallbackData

from domain.dispatch import (
    END_OF_WORK,
    AlreadyPast,
    Due,
    QuickDue,
    Recipients,
    Target,
    TargetKind,
)
from domain.dispatch_draft import Draft, Part
from domain.task import Urgency
from views.burden import full_lines
from views.dispatch_reach import ShowDraft, reach_lines, reach_row
from views.help import cancel_row
from views.names import first_of
from views.offer import sender_buttons
from views.routine import AskHowOften, ListRoutines, said_first, said_rhythm
from views.screen import Button, Screen, explain, pairs
from views.texts import N_, Texts
from views.when import is_right, said_moment
from views.words import word

SHOWN_NAMES = 10


class ChooseDue(CallbackData, prefix="ddue"):
    due: QuickDue


class AskDueAgain(CallbackData, prefix="ddueagain"):
    """The due time that was understood is not the one that was meant."""


class ChooseUrgency(CallbackData, prefix="durgent"):
    urgency: Urgency


class SendTask(CallbackData, prefix="dsend"):
    no: int


class ChangeDraft(CallbackData, prefix="dchange"):
    no: int


class ChangePart(CallbackData, prefix="dpart"):
    no: int
    part: Part


_PARTS = {
    Part.TITLE: N_("The task"),
    Part.TARGET: N_("Handed to"),
    Part.DUE: N_("Due when"),
    Part.URGENCY: N_("How urgent"),
}


def ask_what(t: Texts) -> Screen:
    return Screen(
        title=t("Dispatch: what is to be done?"),
        text=t("Type it in one sentence, for example: clear the stairways of building 3."),
        buttons=((Button(t("What recurs"), ListRoutines()), *cancel_row(t)),),
    )


def ask_due(now: datetime, t: Texts) -> Screen:
    quick = [Button(t("Today, before work ends"), ChooseDue(due=QuickDue.TODAY))]
    if now.time() < END_OF_WORK:
        label = t("Today by {time}", time=f"{END_OF_WORK:%H:%M}")
        quick.append(Button(label, ChooseDue(due=QuickDue.END_OF_WORK)))
    quick.append(Button(t("Tomorrow"), ChooseDue(due=QuickDue.TOMORROW)))
    quick.append(Button(t("Again and again"), AskHowOften()))
    quick.append(Button(t("No deadline"), ChooseDue(due=QuickDue.NONE)))
    return Screen(
        title=t("Due when?"),
        text=t("Choose, or type a day and an hour, for example: tomorrow 10:00"),
        buttons=(*pairs(quick), cancel_row(t)),
    )


def ask_urgency(draft: Draft, now: datetime, t: Texts) -> Screen:
    kinds = (Button(word(kind, t), ChooseUrgency(urgency=kind)) for kind in Urgency)
    when = said_moment(draft.due.moment, now.date(), t) if draft.due else ""
    if draft.rhythm:
        when = said_rhythm(draft.rhythm, t)
    echo = [is_right(when, t)] if when else []
    return Screen(
        title=t("How urgent?"),
        text="\n".join([*echo, t("If so, choose with a button.")]),
        buttons=(tuple(kinds), (Button(t("Change the time"), AskDueAgain()), *cancel_row(t))),
    )


def confirm(
    draft: Draft, due: Due, chosen: Recipients, t: Texts, *, today: date, full: int = 0
) -> Screen:
    is_today = due.day == today
    said = {
        Part.TITLE: draft.title,
        Part.TARGET: said_whom(chosen, t, that_day=not is_today or draft.rhythm is not None),
        Part.DUE: _when(draft, due, t),
        Part.URGENCY: word(draft.urgency or Urgency.NORMAL, t),
    }
    lines = [t("{part}: {text}", part=t(_PARTS[part]), text=text) for part, text in said.items()]
    target = draft.target or Target(kind=chosen.kind)
    lines += [*reach_lines(draft, target, t), *_warnings(chosen, full, t, is_today=is_today)]
    send = Button(t("Confirm"), SendTask(no=draft.no))
    change = Button(t("Change"), ChangeDraft(no=draft.no))
    return Screen(
        title=t("Is the task right?"),
        text="\n".join(lines),
        buttons=((send, change), *reach_row(draft, target, chosen, t), cancel_row(t)),
    )


def _when(draft: Draft, due: Due, t: Texts) -> str:
    if draft.rhythm:
        return said_first(draft.rhythm, due.day, t)
    return t.moment(due.at) if due.at else t.day(due.day)


def said_whom(chosen: Recipients, t: Texts, *, that_day: bool = False) -> str:
    names = first_of([person.name for person in chosen.people], SHOWN_NAMES, t)
    match chosen.kind:
        case TargetKind.EVERYONE:
            name = t("Everyone expected that day") if that_day else t("Everyone expected today")
        case TargetKind.POST | TargetKind.UNIT:
            name = chosen.name
        case TargetKind.PEOPLE:
            return names
    return t.plural(
        "{name}, {n} person: {names}",
        "{name}, {n} people: {names}",
        len(chosen.people),
        name=name,
        names=names,
    )


def _warnings(chosen: Recipients, full: int, t: Texts, *, is_today: bool) -> list[str]:
    lines = []
    if chosen.unreachable:
        lines.append(_not_reached(chosen.unreachable, t))
    if chosen.away:
        lines.append(_away(chosen.away, t, is_today=is_today))
    lines += full_lines(full, t)
    return ["", *lines] if lines else []


def _away(count: int, t: Texts, *, is_today: bool) -> str:
    if is_today:
        return t.plural("{n} of them is on leave today.", "{n} of them are on leave today.", count)
    return t.plural(
        "{n} of them is on leave that day.", "{n} of them are on leave that day.", count
    )


def _not_reached(count: int, t: Texts) -> str:
    return t.plural(
        "{n} of them cannot be reached by chat: please tell them yourself.",
        "{n} of them cannot be reached by chat: please tell them yourself.",
        count,
    )


def change(draft: Draft, t: Texts) -> Screen:
    parts = (Button(t(_PARTS[part]), ChangePart(no=draft.no, part=part)) for part in Part)
    back = Button(t("Back"), ShowDraft(no=draft.no))
    return Screen(
        title=t("What shall be changed?"),
        text=t("The other answers are kept."),
        buttons=(*pairs(parts), (back, *cancel_row(t))),
    )


def sent(names: Sequence[str], unreachable: int, t: Texts) -> Screen:
    lines = [first_of(names, SHOWN_NAMES, t)]
    if unreachable:
        lines.append(_not_reached(unreachable, t))
    return Screen(
        title=t.plural("Dispatched to {n} person", "Dispatched to {n} people", len(names)),
        text="\n".join(lines),
    )


def offered(task_id: int, names: Sequence[str], t: Texts) -> Screen:
    lines = [first_of(names, SHOWN_NAMES, t), t("You hear who takes it, and if nobody does.")]
    return Screen(
        title=t.plural("Asked {n} person", "Asked {n} people", len(names)),
        text="\n".join(lines),
        buttons=sender_buttons(task_id, t),
    )


@explain.register
def already_past(_error: AlreadyPast, t: Texts) -> Screen:
    return Screen(text=t("This time is already past. Choose a later one."), alert=True)
