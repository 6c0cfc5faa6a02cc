"""Contesting the roll: the one button, the reason, and the supervisor's decision."""

from aiogram.filters.callback_data import CallbackData

from domain.contest import (
    WITHIN,
    ContestAsked,
    ContestDecided,
    Contested,
    ContestedAlready,
    ContestSettled,
    ContestState,
    ContestTooLate,
    CountedAbsent,
    Mark,
    NothingToContest,
    OwnContest,
    Plea,
)
from domain.roll_call import Attendance, RollKind
from views.help import cancel_row
from views.screen import Button, Screen, column, explain, render
from views.texts import N_, Texts
from views.words import retold, word


class ContestRoll(CallbackData, prefix="contest"):
    roll_call_id: int


class GivePlea(CallbackData, prefix="plea"):
    roll_call_id: int
    plea: Plea


class DecideContest(CallbackData, prefix="ctdec"):
    contest_id: int
    approve: bool


def contest_button(roll_call_id: int, t: Texts) -> Button:
    return Button(t("This is not so"), ContestRoll(roll_call_id=roll_call_id))


def counted_as(mark: Mark, t: Texts) -> str:
    day = t.day(mark.day)
    if mark.attendance is Attendance.LATE:
        return t.plural(
            "{day}: late by {n} minute", "{day}: late by {n} minutes", mark.minutes, day=day
        )
    return t("{day}: {mark}", day=day, mark=word(mark.attendance, t))


_ABOUT = {
    RollKind.MORNING: N_("Roll call · {mark}"),
    RollKind.SECOND: N_("Second roll call · {mark}"),
    RollKind.EXTRA: N_("Extra roll call · {mark}"),
}


def _about(mark: Mark, t: Texts) -> str:
    return t(_ABOUT[mark.kind], mark=counted_as(mark, t))


@render.register
def absent(notice: CountedAbsent, t: Texts) -> Screen:
    text = t("We had no answer from you. If you were there, press the button and say why.")
    if notice.asks_leave:
        text = t(
            "Your leave is not decided yet; approved, it counts as leave. If you were there,"
            " press the button and say why."
        )
    return Screen(
        title=_about(notice.mark, t),
        text=text,
        buttons=((contest_button(notice.mark.roll_call_id, t),),),
    )


def ask_reason(mark: Mark, t: Texts, *, anew: bool = False) -> Screen:
    pleas = [
        Button(word(plea, t), GivePlea(roll_call_id=mark.roll_call_id, plea=plea)) for plea in Plea
    ]
    return Screen(
        title=_about(mark, t),
        text=t("Why is this not so? Press a reason, or type it. A supervisor decides."),
        buttons=(*column(pleas), cancel_row(t)),
        anew=anew,
    )


def plea_text(plea: Plea, t: Texts) -> str:
    """As it would have been typed."""
    return word(plea, t)


def sent(told: int, t: Texts) -> Screen:
    if told:
        return Screen(text=t("It was sent to your supervisor. You will be told the decision."))
    return Screen(
        text=t(
            "It is noted, but none of your supervisors uses Muster yet:"
            " please tell your station yourself."
        )
    )


@render.register
def asked(notice: ContestAsked, t: Texts) -> Screen:
    approve, decline = (
        DecideContest(contest_id=notice.contest_id, approve=approve) for approve in (True, False)
    )
    lines = [
        notice.unit,
        _about(notice.mark, t),
        t("Reason given: {text}", text=retold(notice.reason, t)),
        "",
        t("Approve counts as present. Both stay on record."),
    ]
    return Screen(
        title=t("{name} contests the roll", name=notice.name),
        text="\n".join(lines),
        buttons=((Button(t("Approve"), approve), Button(t("Decline"), decline)),),
    )


def decided(name: str, notice: ContestDecided, t: Texts) -> Screen:
    return _outcome(name, notice, t("{name} is told.", name=name), t)


@render.register
def settled(notice: ContestSettled, t: Texts) -> Screen:
    return _outcome(notice.name, notice, t("Decided by {by}.", by=notice.by), t)


def _outcome(name: str, about: ContestDecided | ContestSettled, said: str, t: Texts) -> Screen:
    title = t("{name} contests: {state}", name=name, state=word(about.state, t))
    return Screen(title=title, text=f"{_about(about.mark, t)}\n{said}")


@render.register
def told(notice: ContestDecided, t: Texts) -> Screen:
    if notice.state is ContestState.APPROVED:
        said = t("{by} agrees: you count as present.", by=notice.by)
    else:
        said = t("{by} does not agree: it stays as it is.", by=notice.by)
    return Screen(title=_about(notice.mark, t), text=said)


def history_line(contested: Contested, t: Texts) -> str:
    return t(
        "{name}: {mark}; {reason}; {state}",
        name=contested.name,
        mark=word(contested.mark.attendance, t),
        reason=retold(contested.reason, t),
        state=word(contested.state, t),
    )


@explain.register
def nothing(_error: NothingToContest, t: Texts) -> Screen:
    text = t("At this roll you count neither as absent nor as late.")
    return Screen(text=text, alert=True, ends=True)


@explain.register
def too_late(_error: ContestTooLate, t: Texts) -> Screen:
    text = t(
        "This can be contested for {n} days only. Please speak to your station.", n=WITHIN.days
    )
    return Screen(text=text, alert=True, ends=True)


@explain.register
def contested_already(error: ContestedAlready, t: Texts) -> Screen:
    text = t("You have contested this already: {state}.", state=word(error.state, t))
    return Screen(text=text, alert=True, ends=True)


@explain.register
def own_contest(_error: OwnContest, t: Texts) -> Screen:
    return Screen(text=t("Nobody decides about their own case."), alert=True)
