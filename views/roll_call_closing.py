"""The supervisor's list at the closing of a roll, and the word that none was held."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from domain.office import Stationed
from domain.roll_call import Attendance, RollKind, Tally
from domain.roll_call_closing import RollCallClosed, RollCallMissed
from domain.roll_call_outage import ReopenedAlready, RollCallCut, RollDayOver
from views.figures import attendance
from views.names import by_community
from views.reach import silent_lines
from views.screen import Button, Screen, explain, render
from views.summary import Day
from views.texts import N_, Texts
from views.words import word

_TITLES = {
    RollKind.MORNING: N_("Roll call of {unit} · {day}"),
    RollKind.SECOND: N_("Second roll call of {unit} · {day}"),
    RollKind.EXTRA: N_("Extra roll call of {unit} · {day}"),
}


@render.register
def closed(notice: RollCallClosed, t: Texts) -> Screen:
    lines = [tally_line(notice.tally, t), *_name_lines(notice, t), *_marked_lines(notice, t)]
    return Screen(
        title=t(_TITLES[notice.kind], unit=t.listed(notice.units), day=t.day(notice.day)),
        text="\n".join([*lines, *silent_lines(notice.out_of_reach, t)]),
    )


def tally_line(tally: Tally, t: Texts) -> str:
    counts = attendance(tally.counts, t)
    return t("On the roster {n}: {counts}", n=tally.roster, counts=counts)


_LISTED = (
    Attendance.ABSENT,
    Attendance.LATE,
    Attendance.LEAVE,
    Attendance.NOT_REGISTERED,
    Attendance.PRE_POST,
)


def _name_lines(notice: RollCallClosed, t: Texts) -> list[str]:
    lines = []
    for kind in _LISTED:
        people = notice.names.get(kind, ())
        lines += _section(t("{kind} ({n})", kind=word(kind, t), n=len(people)), people, notice, t)
        if kind is Attendance.ABSENT:
            waits = t("Absent, their leave not decided yet ({n})", n=len(notice.asking))
            lines += _section(waits, notice.asking, notice, t)
    return lines


def _section(
    heading: str, people: Sequence[Stationed], notice: RollCallClosed, t: Texts
) -> list[str]:
    return ["", heading, *by_community(people, t, units=notice.units)] if people else []


def _marked_lines(notice: RollCallClosed, t: Texts) -> list[str]:
    """What is marked beside the attendance itself."""
    marked = (
        (t("Present after a contest ({n})", n=len(notice.put_right)), notice.put_right),
        (t("Marked present by a supervisor ({n})", n=len(notice.by_proxy)), notice.by_proxy),
        (t("Outside the bounds ({n})", n=len(notice.outside)), notice.outside),
        (t("Place not given ({n})", n=len(notice.unplaced)), notice.unplaced),
    )
    return [line for heading, people in marked for line in _section(heading, people, notice, t)]


class ReopenRoll(CallbackData, prefix="rollagain"):
    """On `day` nobody was asked."""

    unit_id: int
    day: Day


class ReopenSecondRoll(CallbackData, prefix="rollagain2"):
    unit_id: int
    day: Day


@render.register
def missed(notice: RollCallMissed, t: Texts) -> Screen:
    day = notice.due_at.astimezone(t.zone).date()
    press = ReopenSecondRoll if notice.kind is RollKind.SECOND else ReopenRoll
    again = Button(t("Call it now"), press(unit_id=notice.unit_id, day=day))
    how = (
        t("The button below calls it now, for everyone of yours who was not asked.")
        if notice.may_reopen
        else t("/rollcall opens an extra one.")
    )
    return Screen(
        title=t("Roll call not held: {unit}", unit=t.listed(notice.units)),
        text=f"{_why_missed(notice, t)}\n{how}",
        buttons=((again,),) if notice.may_reopen else (),
    )


def _why_missed(notice: RollCallMissed, t: Texts) -> str:
    moment = t.moment(notice.due_at)
    if notice.has_failed:
        return t(
            "The roll due at {moment} could not be called because of a fault on our side, which"
            " is noted. Nobody counts as absent.",
            moment=moment,
        )
    return t(
        "Our service was down at {moment} and came back too late to call the roll. It is"
        " recorded as not held; nobody counts as absent.",
        moment=moment,
    )


class ReopenCutRoll(CallbackData, prefix="rollcut"):
    """Its closing fell into an outage."""

    roll_call_id: int


_CUT = {
    RollKind.MORNING: N_("Roll call cut off: {unit}"),
    RollKind.SECOND: N_("Second roll call cut off: {unit}"),
    RollKind.EXTRA: N_("Extra roll call cut off: {unit}"),
}


@render.register
def cut(notice: RollCallCut, t: Texts) -> Screen:
    again = Button(t("Call it now"), ReopenCutRoll(roll_call_id=notice.roll_call_id))
    return Screen(
        title=t(_CUT[notice.kind], unit=t.listed(notice.units)),
        text=t.plural(
            "From {since} to {until} our service was cut off, and the roll closed meanwhile."
            " {n} person has not answered, perhaps could not. The button below asks once more.",
            "From {since} to {until} our service was cut off, and the roll closed meanwhile."
            " {n} people have not answered, perhaps could not. The button below asks them once"
            " more.",
            notice.silent,
            since=t.moment(notice.since),
            until=t.time(notice.until),
        ),
        buttons=((again,),),
    )


def reopened(units: Sequence[str], asked: int, t: Texts) -> Screen:
    return Screen(
        text=t.plural(
            "The roll of {unit} is called now: {n} person is asked. The list comes in an hour.",
            "The roll of {unit} is called now: {n} people are asked. The list comes in an hour.",
            asked,
            unit=t.listed(units),
        )
    )


@explain.register
def day_over(_error: RollDayOver, t: Texts) -> Screen:
    text = t("This roll could be called on its own day only. /rollcall opens an extra one.")
    return Screen(text=text, alert=True, ends=True)


@explain.register
def reopened_already(_error: ReopenedAlready, t: Texts) -> Screen:
    text = t("It has been called already, and nobody is asked twice.")
    return Screen(text=text, alert=True, ends=True)
