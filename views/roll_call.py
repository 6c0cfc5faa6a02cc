"""The morning's message, its answers, and the supervisor's list."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from domain.roll_call import (
    AnsweredTooLate,
    Attendance,
    CalendarUnconfirmed,
    ExtraOpenAlready,
    NextYearUnconfirmed,
    NoRollCall,
    RollCallOpened,
    RollCallReminded,
    RollKind,
)
from domain.roll_call_outage import RollCallAskedAgain
from domain.task import PlannedTask
from domain.training import PlannedTraining
from domain.when import Half
from views.contest import contest_button
from views.leave import AskLeave
from views.plan import plan_lines, task_buttons
from views.roll_place import place_button
from views.screen import MAX_BUTTONS, Button, Row, Screen, column, explain, render
from views.second_roll import today_line
from views.texts import N_, Texts


class AnswerRoll(CallbackData, prefix="roll"):
    roll_call_id: int


class AnswerElsewhere(AnswerRoll, prefix="rollday"):
    """Below another message than the roll's own, which has still to lose its buttons."""


class ConfirmYear(CallbackData, prefix="year"):
    year: int


def answer_buttons(
    roll_call_id: int, t: Texts, *, press: type[AnswerRoll] = AnswerRoll
) -> Sequence[Row]:
    present = Button(t("Present"), press(roll_call_id=roll_call_id))
    return ((present, Button(t("Leave"), AskLeave())),)


_TITLES = {
    RollKind.MORNING: N_("Morning roll call"),
    RollKind.SECOND: N_("Second roll call of the day"),
    RollKind.EXTRA: N_("Extra roll call"),
}


@render.register
def prompt(notice: RollCallOpened, t: Texts) -> Screen:
    lines = [_greeting(notice, t)]
    if notice.minutes_late:
        lines.append(
            t.plural(
                "The roll is called {n} minute late today because our service was down;"
                " your time counts from now.",
                "The roll is called {n} minutes late today because our service was down;"
                " your time counts from now.",
                notice.minutes_late,
            )
        )
    lines += ["", *plan_lines(notice.tasks, notice.trainings, t), ""]
    lines += today_line(notice.second, t)
    lines.append(t("Please answer before {time}.", time=t.time(notice.closes_at)))
    return Screen(
        title=f"{_title(notice, t)} · {t.day(notice.day)}",
        text="\n".join(lines),
        buttons=answer_buttons(notice.roll_call_id, t),
    )


def _title(notice: RollCallOpened, t: Texts) -> str:
    if notice.kind is RollKind.MORNING and not _is_morning(notice, t):
        return t("Roll call of the day")
    return t(_TITLES[notice.kind])


def _is_morning(notice: RollCallOpened, t: Texts) -> bool:
    """A shift may begin at any hour."""
    return Half.of(notice.day.astimezone(t.zone)) is Half.MORNING


def _greeting(notice: RollCallOpened, t: Texts) -> str:
    if notice.kind is not RollKind.MORNING or not _is_morning(notice, t):
        return t("{name}, are you at your post?", name=notice.name)
    return t("Good morning, {name}. Are you at your post?", name=notice.name)


@render.register
def reminder(notice: RollCallReminded, t: Texts) -> Screen:
    return Screen(
        text=t(
            "You have not answered the roll yet. It closes at {time}.",
            time=t.time(notice.closes_at),
        ),
        buttons=answer_buttons(notice.roll_call_id, t),
    )


@render.register
def asked_again(notice: RollCallAskedAgain, t: Texts) -> Screen:
    text = _why_again(notice, t)
    return Screen(text=text, buttons=answer_buttons(notice.roll_call_id, t))


def _why_again(notice: RollCallAskedAgain, t: Texts) -> str:
    closing = t.time(notice.closes_at)
    if notice.since is None or notice.until is None:
        return t(
            "Our service was cut off during the roll call, and an answer may not have reached us."
            " We have none from you: please answer once more, before {closing}.",
            closing=closing,
        )
    return t(
        "From {since} to {until} our service was cut off, and buttons pressed then did not"
        " reach us. We have no answer from you yet: please answer once more,"
        " before {closing}.",
        since=t.time(notice.since),
        until=t.time(notice.until),
        closing=closing,
    )


def noted(
    attendance: Attendance,
    minutes: int,
    tasks: Sequence[PlannedTask],
    trainings: Sequence[PlannedTraining],
    t: Texts,
    *,
    roll_call_id: int,
    wants_place: bool = False,
) -> Screen:
    """Below the day's tasks: where one is, if the unit asks, and that a lateness is not so."""
    more = [place_button(roll_call_id, t)] if wants_place else []
    if attendance is Attendance.LATE:
        more.append(contest_button(roll_call_id, t))
    lines = [t("Your unit also asks where you are: please press the button.")] * wants_place
    return Screen(
        title=_verdict(attendance, minutes, t),
        text="\n".join([*lines, "", *plan_lines(tasks, trainings, t)]),
        buttons=(*task_buttons(tasks, t, most=MAX_BUTTONS - len(more)), *column(more)),
    )


def _verdict(attendance: Attendance, minutes: int, t: Texts) -> str:
    if attendance is Attendance.LATE:
        return t.plural("Noted: {n} minute late", "Noted: {n} minutes late", minutes)
    return t("Noted: present, on time")


@explain.register
def no_roll_call(_error: NoRollCall, t: Texts) -> Screen:
    return Screen(
        text=t(
            "No roll call is waiting for your answer."
            " /today shows your day, /checkin checks you in."
        )
    )


@explain.register
def answered_too_late(error: AnsweredTooLate, t: Texts) -> Screen:
    said = t(
        "The roll call closed at {time}: this answer no longer counts. If you were at work, press"
        " “This is not so”.",
        time=t.moment(error.closed_at),
    )
    contest = ((contest_button(error.roll_call_id, t),),)
    return Screen(text=said, buttons=contest, ends=error.ends)


@explain.register
def extra_open_already(error: ExtraOpenAlready, t: Texts) -> Screen:
    return Screen(
        text=t(
            "An extra roll call of {unit} is open until {time}: nobody is asked twice.",
            unit=error.unit,
            time=t.time(error.closes_at),
        )
    )


@render.register
def next_year_unconfirmed(notice: NextYearUnconfirmed, t: Texts) -> Screen:
    return Screen(
        title=t("The workdays of {year} are not known yet", year=notice.year),
        text=t(
            "The official notice comes in November. Once it is out, please have Muster updated"
            " before 1 January: without it no roll is called in {year}"
            " until you confirm the year.",
            year=notice.year,
        ),
    )


@render.register
def calendar_unconfirmed(notice: CalendarUnconfirmed, t: Texts) -> Screen:
    return Screen(
        title=t("No roll call today: {year} is not confirmed", year=notice.year),
        text=t(
            "Nobody has confirmed which days of {year} are workdays, and Muster does not guess."
            " Confirm takes Monday to Friday without the statutory holidays, until the official"
            " notice is loaded. /rollcall opens a roll call for today.",
            year=notice.year,
        ),
        buttons=((Button(t("Confirm"), ConfirmYear(year=notice.year)),),),
    )


def year_confirmed(year: int, t: Texts) -> Screen:
    return Screen(text=t("{year}: Monday to Friday are workdays from now on.", year=year))
