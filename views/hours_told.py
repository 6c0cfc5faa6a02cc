"""What those who keep a unit's hours read of a change."""

from domain.hours_told import HoursTold
from domain.occurrence import Kind
from views.screen import Screen, render
from views.texts import Texts


@render.register
def hours_told(notice: HoursTold, t: Texts) -> Screen:
    lines = [_line(kind, notice, t) for kind in notice.since]
    return Screen(title=t("{unit}: new hours", unit=notice.unit), text="\n".join(lines))


def _line(kind: Kind, notice: HoursTold, t: Texts) -> str:
    hours, day = notice.hours, t.day(notice.since[kind])
    if kind is Kind.ROLL_CALL:
        return t(
            "From {day}: roll call {roll_call}, on time until {grace} minutes after,"
            " closing {closing}.",
            day=day,
            roll_call=f"{hours.roll_call:%H:%M}",
            grace=hours.grace,
            closing=f"{hours.closing:%H:%M}",
        )
    return t(
        "From {day}: evening review {review}, to be handed in before {until}.",
        day=day,
        review=f"{hours.review:%H:%M}",
        until=f"{hours.review_until:%H:%M}",
    )
