"""A request for leave in the chats of those who decide, and what its person hears of it."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from domain.leave import Ending, LeaveKind, LeaveState, OwnLeave
from domain.leave_notice import Asked, LeaveAsked, LeaveDecided, LeaveEnded, LeaveSettled
from domain.when import Spell
from views.leave import facts, my_leaves
from views.leave_allowance import said_balance
from views.leave_swap import swap_lines, to_see_to
from views.screen import Button, Row, Screen, explain, render
from views.texts import N_, Texts
from views.words import word


class DecideLeave(CallbackData, prefix="lvdec"):
    leave_id: int
    approve: bool


_ENDED = {
    Ending.WITHDRAWN: N_("{name} has withdrawn the request for leave"),
    Ending.CALLED_OFF: N_("{name} has called the leave off"),
    Ending.RETURNED: N_("{name} is back from leave early"),
}


def request(asked: Asked, t: Texts, *, more: Sequence[Row] = ()) -> Screen:
    approve, decline = (
        DecideLeave(leave_id=asked.leave_id, approve=approve) for approve in (True, False)
    )
    balance = [said_balance(asked.balance, t)] if asked.balance else []
    return Screen(
        title=t("{name} asks for leave", name=asked.name),
        text="\n".join([asked.unit, *_facts(asked, t), *balance, *swap_lines(asked.swaps, t)]),
        buttons=((Button(t("Approve"), approve), Button(t("Decline"), decline)), *more),
    )


def _facts(asked: Asked, t: Texts) -> list[str]:
    return facts(asked.kind, asked.spell, t, reason=asked.reason)


@render.register
def asked(notice: LeaveAsked, t: Texts) -> Screen:
    return request(notice.asked, t)


def decided(asked: Asked, state: LeaveState, tasks: Sequence[str], t: Texts) -> Screen:
    lines = [*_facts(asked, t), *swap_lines(asked.swaps, t)]
    lines += ["", t("{name} is told.", name=asked.name)]
    if state is LeaveState.APPROVED:
        lines += to_see_to(asked.swaps, t)
    if tasks:
        lines += [t("Still undone today: {tasks}", tasks=t.listed(tasks))]
    return Screen(
        title=t("{name}'s leave: {state}", name=asked.name, state=word(state, t)),
        text="\n".join(lines),
    )


@render.register
def settled(notice: LeaveSettled, t: Texts) -> Screen:
    """In the place of the request in the others' chats."""
    asked, by = notice.asked, notice.by
    if notice.state is LeaveState.CANCELLED:
        title, said = t("{name} has withdrawn the request for leave", name=asked.name), []
    else:
        title = t("{name}'s leave: {state}", name=asked.name, state=word(notice.state, t))
        said = [t("Decided by {by}.", by=by)]
    return Screen(title=title, text="\n".join([*_facts(asked, t), *said]))


@render.register
def ended(notice: LeaveEnded, t: Texts) -> Screen:
    return Screen(
        title=t(_ENDED[notice.ending], name=notice.name),
        text="\n".join(_ended_facts(notice.ending, notice.kind, notice.spell, t)),
    )


def _ended_facts(ending: Ending, kind: LeaveKind, spell: Spell, t: Texts) -> list[str]:
    if ending is not Ending.RETURNED:
        return facts(kind, spell, t)
    return [t("What was taken of it:"), *facts(kind, spell, t)]


@render.register
def told(notice: LeaveDecided, t: Texts) -> Screen:
    lines = facts(notice.kind, notice.spell, t)
    is_approved = notice.state is LeaveState.APPROVED
    if is_approved:
        title = t("Your leave is approved")
        said = t("{by} approved it. While it lasts, no roll call asks you.", by=notice.by)
        more = [t("To call it off, or when you are back earlier, press the button.")]
    else:
        title = t("Your leave is not approved")
        said = t(
            "{by} declined it. The roll still expects you; please speak with {by} if you"
            " have questions.",
            by=notice.by,
        )
        more = []
    return Screen(
        title=title,
        text="\n".join([*lines, "", said, *more]),
        buttons=(my_leaves(t),) if is_approved else (),
    )


@explain.register
def own_leave(_error: OwnLeave, t: Texts) -> Screen:
    return Screen(text=t("Nobody decides about their own leave."), alert=True)
