"""The board of an open roll, as it stands in the supervisor's chat."""

from domain.roll_board import MOST_NAMED, RollBoardDrawn
from domain.roll_call import RollKind, Tally
from views.names import by_community
from views.roll_call_closing import tally_line
from views.roll_proxy import StartProxy
from views.screen import Button, Screen, render
from views.texts import N_, Texts

_UNDER_WAY = {
    RollKind.MORNING: N_("Roll call of {unit}, under way"),
    RollKind.SECOND: N_("Second roll call of {unit}, under way"),
    RollKind.EXTRA: N_("Extra roll call of {unit}, under way"),
}
_CLOSED = {
    RollKind.MORNING: N_("Roll call of {unit}, closed"),
    RollKind.SECOND: N_("Second roll call of {unit}, closed"),
    RollKind.EXTRA: N_("Extra roll call of {unit}, closed"),
}


@render.register
def board(notice: RollBoardDrawn, t: Texts) -> Screen:
    titles = _CLOSED if notice.is_closed else _UNDER_WAY
    tick = (Button(t("Answer for somebody"), StartProxy(roll_call_id=notice.roll_call_id)),)
    return Screen(
        title=t(titles[notice.kind], unit=t.listed(notice.units)),
        text="\n".join(_lines(notice, t)),
        buttons=(tick,) if notice.may_tick else (),
    )


def _lines(notice: RollBoardDrawn, t: Texts) -> list[str]:
    if notice.is_closed:
        return [t("The list of this roll is a message of its own.")]
    lines = [_progress(notice.tally, t), tally_line(notice.tally, t)]
    if notice.tally.unanswered and not notice.is_first:
        lines += ["", _waiting(notice.tally, t), *_names(notice, t)]
    closing = t.time(notice.closes_at)
    return [*lines, "", t("This message follows the answers; closing at {time}.", time=closing)]


def _names(notice: RollBoardDrawn, t: Texts) -> list[str]:
    waiting = notice.tally.unanswered
    if waiting > MOST_NAMED:
        return [t("Names follow when {n} or fewer are left.", n=MOST_NAMED)]
    return by_community(notice.silent, t, units=notice.units, count=waiting)


def _waiting(tally: Tally, t: Texts) -> str:
    n, new = tally.unanswered, tally.not_registered
    if not new:
        return t("No answer yet ({n})", n=n)
    return t("No answer yet ({n}, {new} of them not registered)", n=n, new=new)


def _progress(tally: Tally, t: Texts) -> str:
    answered = tally.present + tally.late
    return t("Answered {n} of {expected}", n=answered, expected=tally.expected)
