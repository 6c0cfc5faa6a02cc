"""Swapping a shift with a colleague: the questions, and what each of them hears."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.roll_call import Attendance
from domain.rota import Shift
from domain.shift_swap import (
    Swap,
    SwapAgreed,
    SwapAnswered,
    SwapAsked,
    SwapAway,
    SwapDecided,
    SwapHeard,
    SwapSettled,
    SwapStale,
    SwapState,
    SwapTwice,
)
from views.paging import page_of, turn_buttons
from views.rota import Key
from views.screen import MAX_BUTTONS, Button, Row, Screen, column, explain, render, shortened
from views.texts import N_, Texts
from views.when import DayNumber, is_right
from views.words import word

DAYS = 4
PEOPLE = MAX_BUTTONS - 1
"""Colleagues on a page beside the way back; one less where pages are turned."""
LONGEST_LABEL = 24


class ShowMyDays(CallbackData, prefix="swap-mine"):
    """My shifts of the days to come."""


class AskSwap(CallbackData, prefix="swap"):
    """A shift is to be swapped: which day?"""


class PickSwapDay(CallbackData, prefix="swap-day"):
    day: DayNumber
    page: Annotated[int, Field(ge=0, lt=2**15)] = 0


class PickColleague(CallbackData, prefix="swap-with"):
    day: DayNumber
    person_id: Key


class SendSwap(CallbackData, prefix="swap-send"):
    day: DayNumber
    person_id: Key


class AnswerSwap(CallbackData, prefix="swap-say"):
    swap_id: Key
    agree: bool


class DecideSwap(CallbackData, prefix="swap-dec"):
    swap_id: Key
    approve: bool


MyDays = Sequence[tuple[date, Shift | None]]


def ask_day(days: MyDays, t: Texts) -> Screen:
    picks = [
        Button(
            f"{t.day(day)} {shift.name if shift else word(Attendance.REST, t)}",
            PickSwapDay(day=day.toordinal()),
        )
        for day, shift in days[:DAYS]
    ]
    back = Button(t("Back"), ShowMyDays())
    return Screen(text=t("Which day do you want to swap?"), buttons=column([*picks, back]))


def ask_colleague(
    day: date, others: Sequence[tuple[int, str, str]], page: int, t: Texts
) -> Screen:
    """Number, name and shift of those who have another one."""
    size = PEOPLE if len(others) <= PEOPLE else PEOPLE - 1
    shown, page, pages = page_of(others, page, size=size)
    picks = [
        Button(
            shortened(f"{name} {shift or word(Attendance.REST, t)}", LONGEST_LABEL),
            PickColleague(day=day.toordinal(), person_id=person_id),
        )
        for person_id, name, shift in shown
    ]
    turns = turn_buttons(
        page,
        pages=pages,
        turn=lambda to: PickSwapDay(day=day.toordinal(), page=to),
        t=t,
        back=Button(t("Back"), AskSwap()),
    )
    text = t("{day}: with whom?", day=t.day(day)) if shown else t("Nobody has another shift.")
    return Screen(text=text, buttons=(*column(picks), turns))


def confirm(swap: Swap, person_id: int, t: Texts) -> Screen:
    day = swap.day.toordinal()
    return Screen(
        title=t("Swap a shift"),
        text="\n".join([is_right(t.day(swap.day), t), *_both(swap, t)]),
        buttons=(
            (
                Button(t("Confirm"), SendSwap(day=day, person_id=person_id)),
                Button(t("Back"), PickSwapDay(day=day)),
            ),
        ),
    )


def _both(swap: Swap, t: Texts) -> list[str]:
    rest = word(Attendance.REST, t)
    pairs = (
        (swap.first, swap.first_shift or rest, swap.second_shift or rest),
        (swap.second, swap.second_shift or rest, swap.first_shift or rest),
    )
    return [
        t("{name}: {before} → {after}", name=name, before=before, after=after)
        for name, before, after in pairs
    ]


def about(swap: Swap, t: Texts) -> str:
    return "\n".join([t.day(swap.day), *_both(swap, t)])


@render.register
def asked(notice: SwapAsked, t: Texts) -> Screen:
    say = [AnswerSwap(swap_id=notice.swap.swap_id, agree=agree) for agree in (True, False)]
    return Screen(
        title=t("{name} asks to swap a shift with you", name=notice.swap.first),
        text=about(notice.swap, t),
        buttons=(_yes_no(say[0], say[1], t),),
    )


def _yes_no(yes: CallbackData, no: CallbackData, t: Texts) -> Row:
    return (Button(t("Approve"), yes), Button(t("Decline"), no))


def answered(swap: Swap, t: Texts, *, agree: bool, asked: int) -> Screen:
    if not agree:
        said = t("You declined; {name} is told.", name=swap.first)
    elif asked:
        said = t("You agreed. It waits for the supervisor.")
    else:
        said = t("You agreed, but no supervisor uses Muster yet: please tell your station.")
    return Screen(title=t("Swap a shift"), text=f"{about(swap, t)}\n\n{said}")


@render.register
def heard(notice: SwapHeard, t: Texts) -> Screen:
    name = notice.swap.second
    if not notice.agree:
        title = t("{name} does not want to swap", name=name)
        return Screen(title=title, text=about(notice.swap, t))
    waits = t("It waits for the supervisor.")
    nobody = t("No supervisor uses Muster yet: please tell your station.")
    said = waits if notice.asked else nobody
    title = t("{name} agrees to swap", name=name)
    return Screen(title=title, text=f"{about(notice.swap, t)}\n\n{said}")


@render.register
def agreed(notice: SwapAgreed, t: Texts) -> Screen:
    swap = notice.swap
    say = [DecideSwap(swap_id=swap.swap_id, approve=approve) for approve in (True, False)]
    return Screen(
        title=t("{names} want to swap a shift", names=t.listed([swap.first, swap.second])),
        text=about(swap, t),
        buttons=(_yes_no(say[0], say[1], t),),
    )


_VERDICTS = {
    SwapState.APPROVED: (N_("The swap is approved"), N_("Decided by {by}.")),
    SwapState.DECLINED: (N_("The swap is not approved"), N_("Decided by {by}.")),
    SwapState.WITHDRAWN: (N_("The swap is withdrawn"), N_("Withdrawn by {by}.")),
}


def decided(swap: Swap, t: Texts, *, approved: bool) -> Screen:
    state = SwapState.APPROVED if approved else SwapState.DECLINED
    said = t("{names} are told.", names=t.listed([swap.first, swap.second]))
    return Screen(title=t(_VERDICTS[state][0]), text=f"{about(swap, t)}\n\n{said}")


@render.register
def settled(notice: SwapSettled, t: Texts) -> Screen:
    return _ended(notice.swap, notice.state, notice.by, t)


@render.register
def told(notice: SwapAnswered, t: Texts) -> Screen:
    return _ended(notice.swap, notice.state, notice.by, t)


def _ended(swap: Swap, state: SwapState, by: str, t: Texts) -> Screen:
    title, whose = _VERDICTS[state]
    return Screen(title=t(title), text=f"{about(swap, t)}\n{t(whose, by=by)}")


@explain.register
def swap_twice(_error: SwapTwice, t: Texts) -> Screen:
    return Screen(
        text=t("For that day one of you has a swap already. Choose another day or person."),
        alert=True,
    )


@explain.register
def swap_away(error: SwapAway, t: Texts) -> Screen:
    text = t(
        "{name} is on leave that day, so no shift can be swapped. Choose another day or person.",
        name=error.name,
    )
    return Screen(text=text, alert=True)


@explain.register
def swap_stale(_error: SwapStale, t: Texts) -> Screen:
    return Screen(
        text=t("The day has come, or the shifts have changed since. /rota shows what holds."),
        alert=True,
        ends=True,
    )


@explain.register
def swap_decided(_error: SwapDecided, t: Texts) -> Screen:
    return Screen(
        text=t("This swap is settled or withdrawn already. Nothing has changed."),
        alert=True,
        ends=True,
    )
