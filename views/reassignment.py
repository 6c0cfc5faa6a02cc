"""Handing on what somebody who is away has open: a proposal with its reasons, and its outcome."""

from aiogram.filters.callback_data import CallbackData

from domain.reassignment import (
    Cause,
    Choice,
    Colleague,
    Fit,
    HandedOn,
    Outcome,
    Proposal,
    ReassignmentProposed,
    Taker,
    TaskHandedFrom,
    TaskHandedTo,
    TasksLeftAlone,
)
from views.paging import page_buttons, page_line, page_of
from views.screen import Button, Row, Screen, column, explain, render, shortened
from views.task import task_buttons
from views.texts import N_, Texts

_NAME = 12
_LABEL = 40
_CHOICES = 3
_CAUSES = {
    Cause.LEAVE: N_("{name} is on leave today."),
    Cause.ABSENT: N_("{name} is absent today."),
}
_FITS = {Fit.POST: N_("has the same post"), Fit.DUTY: N_("has the same duty")}


class HandOn(CallbackData, prefix="tgive"):
    reassignment_id: int
    to_id: int


class ChooseTaker(CallbackData, prefix="twho"):
    """Somebody else than the one who is proposed."""

    reassignment_id: int
    page: int = 0


class ShowProposal(CallbackData, prefix="tback"):
    reassignment_id: int


class LeaveAlone(CallbackData, prefix="tstays"):
    reassignment_id: int


@render.register
def proposed(notice: ReassignmentProposed, t: Texts) -> Screen:
    return proposal_screen(notice.proposal, t)


@render.register
def left_alone(notice: TasksLeftAlone, t: Texts) -> Screen:
    text = t.plural(
        "{n} task is with somebody who is away today. Press Look to settle it.",
        "{n} tasks are with people who are away today. Press Look to settle them one by one.",
        notice.count,
    )
    look = Button(t("Look"), ShowProposal(reassignment_id=notice.first_id))
    return Screen(title=t("Tasks are left alone"), text=text, buttons=((look,),))


def proposal_screen(proposal: Proposal, t: Texts, *, before: str = "") -> Screen:
    lines = [before, ""] if before else []
    lines += [
        t(_CAUSES[proposal.cause], name=proposal.who),
        t("Task: {title}", title=proposal.title),
    ]
    if proposal.due_at:
        lines.append(t("Due: {due}", due=t.moment(proposal.due_at)))
    lines += ["", *_advice(proposal, t)]
    if proposal.left > 1:
        more = t.plural("{n} more follows.", "{n} more follow.", proposal.left - 1)
        lines += ["", more]
    return Screen(
        title=t("A task is left alone"), text="\n".join(lines), buttons=_ways(proposal, t)
    )


def _advice(proposal: Proposal, t: Texts) -> list[str]:
    if taker := proposal.taker:
        return [t("Proposal: hand it to {name}", name=taker.name), _why(taker, t)]
    if proposal.others:
        return [t("Nobody suits: of those at work nobody has the same post or duty.")]
    return [t("Nobody suits: nobody else has answered the roll today.")]


def _ways(proposal: Proposal, t: Texts) -> tuple[Row, ...]:
    at, taker = proposal.reassignment_id, proposal.taker
    leave = Button(t("Leave it"), LeaveAlone(reassignment_id=at))
    other = Button(t("Choose somebody"), ChooseTaker(reassignment_id=at))
    row = [leave]
    if taker:
        name = shortened(taker.name, _NAME)
        press = HandOn(reassignment_id=at, to_id=taker.person_id)
        row.insert(0, Button(t("Hand to {name}", name=name), press))
    return (tuple(row), (other,)) if proposal.others else (tuple(row),)


def ask_taker(choice: Choice, page: int, t: Texts, *, unknown: str = "") -> Screen:
    """`unknown` is a name that was typed and that nobody of them has."""
    at, people = choice.reassignment_id, choice.people
    shown, page, pages = page_of(people, page, size=_CHOICES)
    names = (
        Button(
            shortened(_candidate(one, t), _LABEL),
            HandOn(reassignment_id=at, to_id=one.person_id),
        )
        for one in shown
    )
    nobody = t("Nobody called {name} is at work today.", name=unknown)
    lines = [
        *([nobody, ""] if unknown else []),
        t("Task: {title}", title=choice.title),
        t("Those at work, with the tasks they still have. The nearest come first."),
        t("Press a name, or type it."),
        *page_line(page, pages=pages, t=t),
    ]
    turns = page_buttons(
        page, pages=pages, turn=lambda to: ChooseTaker(reassignment_id=at, page=to), t=t
    )
    back = Button(t("Back"), ShowProposal(reassignment_id=at))
    return Screen(
        title=t("Who does it instead of {name}?", name=choice.who),
        text="\n".join(lines),
        buttons=(*column(names), *turns, (back,)),
    )


def _candidate(one: Colleague, t: Texts) -> str:
    load = t.plural("{n} task", "{n} tasks", one.load)
    return f"{one.name} · {one.unit} · {load}"


def _why(taker: Taker, t: Texts) -> str:
    load = t.plural("{n} open task, the fewest", "{n} open tasks, the fewest", taker.load)
    where = [t("is in the same unit")] if taker.is_same_unit else []
    reasons = [t(_FITS[taker.fit]), *where, t("is at work today"), load]
    return t("Why: {reasons}", reasons=t.listed(reasons))


def outcome(done: Outcome, t: Texts) -> str:
    title, who, to, by = done.title, done.who, done.to, done.by
    if done.unfit:
        return t("{name} cannot take “{title}” any more.", name=done.unfit, title=title)
    if to and by:
        return t("{by} has handed “{title}” to {to}.", by=by, title=title, to=to)
    if to:
        return t("“{title}” is handed to {to}.", title=title, to=to)
    if by:
        return t("{by} has left “{title}” with {who}.", by=by, title=title, who=who)
    return t("“{title}” stays with {who}.", title=title, who=who)


def nothing_left(said: str, t: Texts) -> Screen:
    return Screen(title=t("All is settled"), text=said or t("No task is left alone now."))


@render.register
def handed_to(notice: TaskHandedTo, t: Texts) -> Screen:
    due = t.moment(notice.task.due_at) if notice.task.due_at else t.day(notice.day)
    lines = [
        notice.task.title,
        t("Due: {due}", due=due),
        t("Until now with {name}, who is away today.", name=notice.instead_of),
        t("From: {name}", name=notice.by),
    ]
    return Screen(
        title=t("A task handed to you"),
        text="\n".join(lines),
        buttons=task_buttons(notice.task, t),
    )


@render.register
def handed_from(notice: TaskHandedFrom, t: Texts) -> Screen:
    said = t("{name} does it now; nothing is left for you to do.", name=notice.to)
    return Screen(title=t("A task of yours was handed on"), text=f"{notice.title}\n{said}")


@explain.register
def handed_on(error: HandedOn, t: Texts) -> Screen:
    return Screen(
        text=t("This task was handed to {name}. /today shows yours.", name=error.name),
        alert=True,
        ends=True,
    )
