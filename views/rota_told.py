"""What a decision about the rota means for one of those who work by it."""

from domain.roll_call import Attendance
from domain.rota import RotaChanged
from views.rota import shift_line
from views.screen import Button, Screen, render
from views.shift_swap import ShowMyDays
from views.texts import Texts
from views.words import word


@render.register
def changed(notice: RotaChanged, t: Texts) -> Screen:
    by = t("Set by {by} for {unit}.", by=notice.by, unit=notice.unit)
    if not notice.days:
        text = t("From then on the calendar of workdays holds again.")
        return Screen(
            title=t("No shifts any more from {day}", day=t.day(notice.since)), text=f"{text}\n{by}"
        )
    rest = word(Attendance.REST, t)
    lines = [
        f"{t.day(day)} {shift_line(shift, t) if shift else rest}" for day, shift in notice.days
    ]
    return Screen(
        title=t("Your new shifts"),
        text="\n".join([*lines, "", by]),
        buttons=((Button(t("My shifts"), ShowMyDays()),),),
    )
